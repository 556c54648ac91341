//! The pages of staff: sign-in, desk, queue, case. Own addresses, POST then 303; a title holds a reference, never a
//! name; what belongs to another office looks like what is not there.

pub mod age;
pub mod case;
pub mod csp_report;
pub mod cursor;
pub mod delay;
pub mod desk;
pub mod identity;
pub mod language;
pub mod look;
pub mod notices;
pub mod queue;
pub mod sign_in;
pub mod view;

use actix_web::web::{self, ServiceConfig};

/// Adds the staff pages below the mount point. They need [`App`](crate::intake::App),
/// [`StaffSite`](super::extract::session::StaffSite) and [`Delays`](delay::Delays) as application data.
pub fn configure(service: &mut ServiceConfig) {
    service
        .service(web::redirect("/staff", "./staff/").see_other())
        .service(page("/staff/").route(web::get().to(desk::show)))
        .service(
            page("/staff/sign-in")
                .route(web::get().to(sign_in::show))
                .route(web::post().to(sign_in::submit)),
        )
        .service(
            page("/staff/sign-in/{language}")
                .route(web::get().to(sign_in::show))
                .route(web::post().to(sign_in::submit)),
        )
        .service(
            page(csp_report::PATH)
                .app_data(web::PayloadConfig::new(csp_report::LARGEST))
                .route(web::post().to(csp_report::take)),
        )
        .service(page("/staff/sign-out").route(web::post().to(sign_in::leave)))
        .service(page("/staff/language").route(web::post().to(language::choose)))
        .service(page("/staff/notices").route(web::post().to(notices::answer)))
        .service(page("/staff/queue").route(web::get().to(queue::show)))
        .service(page("/staff/cases/{id}").route(web::get().to(case::show)))
        .service(page("/staff/cases/{id}/identity").route(web::post().to(identity::open)));
}

fn page(path: &str) -> actix_web::Resource {
    web::resource(path)
}
