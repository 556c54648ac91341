//! The pages of those who administer the directory of offices, `/staff/admin`: never a word of a report. For everybody
//! else they are not there.

pub mod area;
pub mod areas;
pub mod change;
pub mod changed_words;
pub mod changes;
pub mod county;
pub mod deadlines;
pub mod form;
pub mod here;
pub mod hours_view;
pub mod hours_words;
pub mod municipalities;
pub mod office;
pub mod office_form;
pub mod offices;
pub mod overview;
pub mod people;
pub mod person;
pub mod phone_words;
pub mod routing;
pub mod rule;
pub mod rules;
pub mod when;
pub mod words;

use actix_web::web::{self, ServiceConfig};

/// Adds the pages; they need what [`staff::configure`](super::configure) needs.
pub fn configure(service: &mut ServiceConfig) {
    let page = web::resource::<&str>;
    service
        .service(page("/staff/admin").route(web::get().to(overview::show)))
        .service(
            page("/staff/admin/county")
                .route(web::get().to(county::show))
                .route(web::post().to(county::submit)),
        )
        .service(page("/staff/admin/offices").route(web::get().to(offices::show)))
        .service(
            page("/staff/admin/offices/new")
                .route(web::get().to(office::show_new))
                .route(web::post().to(office::add)),
        )
        .service(
            page("/staff/admin/offices/{id}")
                .route(web::get().to(office::show))
                .route(web::post().to(office::save)),
        )
        .service(
            page("/staff/admin/rules")
                .route(web::get().to(rules::show))
                .route(web::post().to(rules::submit)),
        )
        .service(
            page("/staff/admin/rules/new")
                .route(web::get().to(rule::show))
                .route(web::post().to(rule::add)),
        )
        .service(page("/staff/admin/areas").route(web::get().to(areas::show)))
        .service(
            page("/staff/admin/areas/new")
                .route(web::get().to(area::show_new))
                .route(web::post().to(area::add)),
        )
        .service(
            page("/staff/admin/areas/{municipality}/{code}")
                .route(web::get().to(area::show))
                .route(web::post().to(area::save)),
        )
        .service(
            page("/staff/admin/municipalities")
                .route(web::get().to(municipalities::show))
                .route(web::post().to(municipalities::fill)),
        )
        .service(
            page("/staff/admin/routing")
                .route(web::get().to(routing::show))
                .route(web::post().to(routing::ask)),
        )
        .service(
            page("/staff/admin/deadlines")
                .route(web::get().to(deadlines::show))
                .route(web::post().to(deadlines::ask)),
        )
        .service(page("/staff/admin/changes").route(web::get().to(changes::show)))
        .configure(people::routes);
}
