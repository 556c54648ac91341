//! The pages of staff: sign-in, desk, queue, case. Own addresses, POST then 303; a title holds a reference, never a
//! name; what belongs to another office looks like what is not there.

pub mod account;
pub mod admin;
pub mod age;
pub mod assessment;
pub mod assign;
pub mod birth;
pub mod break_glass;
pub mod case;
pub mod conflict;
pub mod csp_report;
pub mod cursor;
pub mod delay;
pub mod desk;
pub mod facts;
pub mod files;
pub mod filled;
pub mod flood;
pub mod hand_out;
pub mod handover;
pub mod hashing;
pub mod identity;
pub mod kept;
pub mod language;
pub mod log;
pub mod look;
pub mod next;
pub mod notice_log;
pub mod notices;
pub mod party_copy;
pub mod password;
pub mod question;
pub mod queue;
pub mod recheck;
pub mod record;
pub mod recovery_codes;
pub mod same;
pub mod search;
pub mod second_factor;
pub mod second_person;
pub mod sessions;
pub mod set_up;
pub mod shortcuts;
pub mod sign_in;
pub mod social_contact;
pub mod step_up;
pub mod transfer;
pub mod transfers;
pub mod triage;
pub mod typed;
pub mod view;

use actix_web::web::{self, ServiceConfig};

/// Adds the staff pages below the mount point. They need [`App`](crate::intake::App),
/// [`StaffSite`](super::extract::session::StaffSite) and [`Delays`](delay::Delays) as application data.
pub fn configure(service: &mut ServiceConfig) {
    service
        .service(web::redirect("/staff", "./staff/").see_other())
        .configure(own_account)
        .configure(desk_and_queue)
        .configure(one_case)
        .configure(transfers::configure)
        .configure(record::routes)
        .configure(handover::routes)
        .configure(log::routes)
        .configure(admin::configure);
}

/// Signing in and out, and what belongs to the one who has signed in.
fn own_account(service: &mut ServiceConfig) {
    service
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
        .service(
            page("/staff/step-up")
                .route(web::get().to(step_up::show))
                .route(web::post().to(step_up::submit)),
        )
        .service(
            page("/staff/set-up/{token}")
                .route(web::get().to(set_up::show))
                .route(web::post().to(set_up::submit)),
        )
        .service(
            page("/staff/sessions")
                .route(web::get().to(sessions::show))
                .route(web::post().to(sessions::end)),
        )
        .service(page("/staff/account").route(web::get().to(account::show)))
        .service(
            page("/staff/account/password")
                .route(web::get().to(password::show))
                .route(web::post().to(password::submit)),
        )
        .service(
            page("/staff/account/second-factor")
                .route(web::get().to(second_factor::show))
                .route(web::post().to(second_factor::submit)),
        )
        .service(
            page("/staff/account/recovery-codes")
                .route(web::get().to(recovery_codes::show))
                .route(web::post().to(recovery_codes::make)),
        );
}

/// The desk, and lists of cases.
fn desk_and_queue(service: &mut ServiceConfig) {
    service
        .service(page("/staff/").route(web::get().to(desk::show)))
        .service(page("/staff/language").route(web::post().to(language::choose)))
        .service(page("/staff/notices").route(web::post().to(notices::answer)))
        .service(
            page("/staff/queue")
                .route(web::get().to(queue::show))
                .route(web::post().to(assign::give)),
        )
        .service(
            page("/staff/absence")
                .route(web::get().to(assign::absence))
                .route(web::post().to(assign::give_all)),
        )
        .service(
            page("/staff/shortcuts")
                .route(web::get().to(shortcuts::show))
                .route(web::post().to(shortcuts::choose)),
        )
        .service(page("/staff/floods").route(web::get().to(flood::list)))
        .service(
            page("/staff/floods/{id}")
                .route(web::get().to(flood::show))
                .route(web::post().to(flood::clear)),
        )
        .service(page("/staff/next").route(web::post().to(next::open)))
        .service(
            page("/staff/search")
                .route(web::get().to(search::show))
                .route(web::post().to(search::ask)),
        );
}

/// A case and the pages below it.
fn one_case(service: &mut ServiceConfig) {
    service
        .service(
            page("/staff/cases/{id}/same")
                .route(web::get().to(same::show))
                .route(web::post().to(same::save)),
        )
        .service(page("/staff/cases/{id}/triage").route(web::post().to(triage::save)))
        .service(page("/staff/cases/{id}/confirm").route(web::post().to(second_person::confirm)))
        .service(page("/staff/cases/{id}/dispute").route(web::post().to(second_person::dispute)))
        .service(page("/staff/cases/{id}/recheck").route(web::post().to(recheck::save)))
        .service(page("/staff/cases/{id}/aside").route(web::post().to(triage::put_aside)))
        .service(
            page("/staff/cases/{id}/assessment")
                .route(web::get().to(assessment::show))
                .route(web::post().to(assessment::save)),
        )
        .service(
            page("/staff/cases/{id}/notices")
                .route(web::get().to(notice_log::show))
                .route(web::post().to(notice_log::save)),
        )
        .service(
            page("/staff/cases/{id}/birth")
                .route(web::get().to(birth::show))
                .route(web::post().to(birth::save)),
        )
        .service(
            page("/staff/cases/{id}/contact")
                .route(web::get().to(social_contact::show))
                .route(web::post().to(social_contact::save)),
        )
        .service(
            page("/staff/cases/{id}/facts")
                .route(web::get().to(facts::show))
                .route(web::post().to(facts::save)),
        )
        .configure(conflict::routes)
        .configure(break_glass::routes)
        .service(
            page("/staff/cases/{id}/party-copy")
                .route(web::get().to(party_copy::show))
                .route(web::post().to(party_copy::begin)),
        )
        .service(
            page("/staff/cases/{id}/party-copy/{copy}")
                .route(web::get().to(party_copy::one::show))
                .route(web::post().to(party_copy::one::save)),
        )
        .service(
            page("/staff/cases/{id}/party-copy/{copy}/print").route(web::get().to(party_copy::print::show)),
        )
        .service(
            page("/staff/cases/{id}/party-refusals/{refusal}")
                .route(web::get().to(party_copy::refuse::notice)),
        )
        .service(
            page("/staff/cases/{id}/hand-out")
                .route(web::get().to(hand_out::show))
                .route(web::post().to(hand_out::save)),
        )
        .service(page("/staff/cases/{id}/hand-out/file").route(web::post().to(hand_out::file)))
        .service(page("/staff/cases/{id}").route(web::get().to(case::show)))
        .service(page("/staff/cases/{id}/identity").route(web::post().to(identity::open)))
        .service(page("/staff/cases/{id}/files/{file}").route(web::get().to(files::download)))
        .service(page("/staff/cases/{id}/question").route(web::post().to(question::ask)));
}

fn page(path: &str) -> actix_web::Resource {
    web::resource(path)
}
