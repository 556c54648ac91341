//! The site: every path and method in one table, inside the layers that every answer passes.

use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::Compress;
use actix_web::web::{self, ServiceConfig};
use actix_web::{App as Server, Error};

use super::extract::session::StaffSite;
use super::layer::access_log::AccessLog;
use super::layer::bounds::Bounds;
use super::layer::edge::{Edge, Front, is_onion};
use super::layer::failures::Failures;
use super::layer::security_headers::{InvalidExitOrigin, SecurityHeaders};
use super::layer::source::Sources;
use super::page::failure::FailureLook;
use super::public::calls::Calls;
use super::public::exit::Exit;
use super::public::followup::guesses::Guesses;
use super::public::security_txt::SecurityContact;
use super::staff::csp_report::Budget;
use super::staff::delay::Delays;
use super::uploads::Uploads;
use super::{api, assets, public, staff};
use crate::domain::places::CountyCode;
use crate::intake::App;
use crate::text::Texts;

pub use super::addresses::Addresses;

/// The largest body of a request without files, in bytes.
pub const LARGEST_BODY: usize = 1024 * 1024;

/// Every path below the mount point with its methods; `{…}` stands for one segment, a first `{language}` for the path of
/// each language that is offered. The rooms add their own paths, and a
/// test asks each of them here. What is not here is 404, or 405 for another method.
pub const ROUTES: &[(&str, &str)] = &[
    // the wizard
    ("/", "GET HEAD POST"),
    ("/{language}", "GET HEAD POST"),
    ("/professional", "GET HEAD POST"),
    ("/professional/{organisation}", "GET HEAD POST"),
    ("/exit", "POST"),
    // what one may read before and beside it
    ("/followup", "GET HEAD POST"),
    ("/{language}/followup", "GET HEAD POST"),
    ("/contacts", "GET HEAD POST"),
    ("/contacts/{county}", "GET HEAD"),
    ("/contact", "GET HEAD"),
    ("/{language}/contacts", "GET HEAD POST"),
    ("/{language}/contacts/{county}", "GET HEAD"),
    ("/{language}/contact", "GET HEAD"),
    ("/paper", "GET HEAD"),
    ("/paper/{form}", "GET HEAD"),
    ("/{language}/paper", "GET HEAD"),
    ("/{language}/paper/{form}", "GET HEAD"),
    ("/privacy", "GET HEAD"),
    ("/{language}/privacy", "GET HEAD"),
    ("/accessibility", "GET HEAD"),
    ("/{language}/accessibility", "GET HEAD"),
    ("/.well-known/security.txt", "GET HEAD"),
    // professionals' systems
    ("/api/v1/reports", "POST"),
    ("/api/v1/reports/{reference}", "GET HEAD"),
    ("/api/v1/reports/{reference}/messages", "GET HEAD POST"),
    ("/api/v1/offices", "GET HEAD"),
    ("/api/v1/codes/{list}", "GET HEAD"),
    ("/openapi.json", "GET HEAD"),
    ("/healthz", "GET HEAD"),
    ("/readyz", "GET HEAD"),
    // staff
    ("/staff/", "GET HEAD"),
    ("/staff/sign-in", "GET HEAD POST"),
    ("/staff/sign-in/{language}", "GET HEAD POST"),
    ("/staff/csp-report", "POST"),
    ("/staff/sign-out", "POST"),
    ("/staff/step-up", "GET HEAD POST"),
    ("/staff/set-up/{token}", "GET HEAD POST"),
    ("/staff/sessions", "GET HEAD POST"),
    ("/staff/account", "GET HEAD"),
    ("/staff/account/password", "GET HEAD POST"),
    ("/staff/account/second-factor", "GET HEAD POST"),
    ("/staff/account/recovery-codes", "GET HEAD POST"),
    ("/staff/language", "POST"),
    ("/staff/notices", "POST"),
    ("/staff/queue", "GET HEAD POST"),
    ("/staff/absence", "GET HEAD POST"),
    ("/staff/shortcuts", "GET HEAD POST"),
    ("/staff/next", "POST"),
    ("/staff/record", "GET HEAD POST"),
    ("/staff/handover", "GET HEAD POST"),
    ("/staff/log", "GET HEAD POST"),
    ("/staff/log/own", "GET HEAD"),
    ("/staff/log/office", "GET HEAD"),
    ("/staff/search", "GET HEAD POST"),
    ("/staff/transfers", "GET HEAD"),
    ("/staff/break-glass", "GET HEAD POST"),
    ("/staff/emergencies", "GET HEAD POST"),
    ("/staff/floods", "GET HEAD"),
    ("/staff/floods/{id}", "GET HEAD POST"),
    ("/staff/cases/{id}", "GET HEAD"),
    ("/staff/cases/{id}/identity", "POST"),
    ("/staff/cases/{id}/same", "GET HEAD POST"),
    ("/staff/cases/{id}/triage", "POST"),
    ("/staff/cases/{id}/aside", "POST"),
    ("/staff/cases/{id}/assessment", "GET HEAD POST"),
    ("/staff/cases/{id}/notices", "GET HEAD POST"),
    ("/staff/cases/{id}/birth", "GET HEAD POST"),
    ("/staff/cases/{id}/contact", "GET HEAD POST"),
    ("/staff/cases/{id}/facts", "GET HEAD POST"),
    ("/staff/cases/{id}/transfer", "GET HEAD POST"),
    ("/staff/cases/{id}/party-copy", "GET HEAD POST"),
    ("/staff/cases/{id}/party-copy/{copy}", "GET HEAD POST"),
    ("/staff/cases/{id}/party-copy/{copy}/print", "GET HEAD"),
    ("/staff/cases/{id}/party-refusals/{refusal}", "GET HEAD"),
    ("/staff/cases/{id}/hand-out", "GET HEAD POST"),
    ("/staff/cases/{id}/hand-out/file", "POST"),
    ("/staff/cases/{id}/confirm", "POST"),
    ("/staff/cases/{id}/dispute", "POST"),
    ("/staff/cases/{id}/recheck", "POST"),
    ("/staff/cases/{id}/conflict", "GET HEAD POST"),
    ("/staff/cases/{id}/restrict", "POST"),
    ("/staff/cases/{id}/files/{file}", "GET HEAD"),
    ("/staff/cases/{id}/question", "POST"),
    // those who administer the directory
    ("/staff/admin", "GET HEAD"),
    ("/staff/admin/county", "GET HEAD POST"),
    ("/staff/admin/offices", "GET HEAD"),
    ("/staff/admin/offices/new", "GET HEAD POST"),
    ("/staff/admin/offices/{id}", "GET HEAD POST"),
    ("/staff/admin/rules", "GET HEAD POST"),
    ("/staff/admin/rules/new", "GET HEAD POST"),
    ("/staff/admin/areas", "GET HEAD"),
    ("/staff/admin/areas/new", "GET HEAD POST"),
    ("/staff/admin/areas/{municipality}/{code}", "GET HEAD POST"),
    ("/staff/admin/municipalities", "GET HEAD POST"),
    ("/staff/admin/routing", "GET HEAD POST"),
    ("/staff/admin/deadlines", "GET HEAD POST"),
    ("/staff/admin/changes", "GET HEAD"),
    ("/staff/admin/people", "GET HEAD"),
    ("/staff/admin/people/new", "GET HEAD POST"),
    ("/staff/admin/people/{id}", "GET HEAD POST"),
];

/// What every thread of the server needs. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    app: App,
    addresses: Addresses,
    front: Arc<Front>,
    sources: Sources,
    headers: SiteHeaders,
    look: Arc<FailureLook>,
    exit: Exit,
    security_contact: SecurityContact,
    staff: StaffSite,
    /// One for all threads: who guesses is slowed down whichever thread answers.
    delays: web::Data<Delays>,
    /// The same for who tries follow-up codes.
    guesses: web::Data<Guesses>,
    /// The same for what browsers report of broken pages.
    reports: web::Data<Budget>,
    /// The same for forms with files.
    uploads: web::Data<Uploads>,
}

/// What the header layer of each thread is made of.
#[derive(Clone)]
struct SiteHeaders {
    exit_origin: String,
    hsts: bool,
}

impl Site {
    /// The site of `county` at `addresses`.
    ///
    /// # Errors
    /// [`InvalidExitOrigin`] when the exit address cannot stand in a header.
    pub fn new(app: App, addresses: Addresses, county: CountyCode) -> Result<Self, InvalidExitOrigin> {
        let headers = SiteHeaders {
            exit_origin: addresses.exit_origin(),
            hsts: addresses.is_https_host(),
        };
        SecurityHeaders::new(&headers.exit_origin, headers.hsts, addresses.mount())?;
        // Below a path prefix the host is shared with other services.
        let exit = Exit::to(&addresses.exit, !addresses.mount().is_empty())?;
        let staff = StaffSite {
            mount: addresses.mount().to_owned(),
            secure: !addresses.is_own_machine(),
            address: addresses.staff.clone(),
        };
        let (named, asked) = (app.clone(), app.clone());
        let look = FailureLook {
            mount: addresses.mount().to_owned(),
            languages: app.languages.clone(),
            county: Box::new(move |language| {
                let directory = named.directory();
                let home = directory.counties.get(&county);
                home.map_or_else(String::new, |names| names.get(language).to_owned())
            }),
            help: Box::new(move |language| {
                let directory = asked.directory();
                let calls = Calls::of_county(&directory.rules, directory.rules.home_county());
                calls.help(asked.clock.now(), Texts::embedded().words(language))
            }),
        };
        Ok(Self {
            front: Arc::new(Front {
                hosts: addresses.hosts(true),
                staff_host: addresses.staff_host(),
                ..Front::default()
            }),
            sources: Sources::new(Arc::clone(&app.ids)),
            app,
            addresses,
            headers,
            look: Arc::new(look),
            exit,
            security_contact: SecurityContact::default(),
            staff,
            delays: web::Data::default(),
            guesses: web::Data::default(),
            reports: web::Data::default(),
            uploads: web::Data::default(),
        })
    }

    /// Whether browsers are told to use https only also by what does not know which host was asked: never where an onion host
    /// may have been.
    pub fn is_https_only(&self) -> bool {
        self.headers.hsts && !self.front.hosts.iter().any(|host| is_onion(host))
    }

    /// The same site behind `front`. Without, it answers under the hosts of its addresses and to this machine.
    #[must_use]
    pub fn behind(mut self, front: Front) -> Self {
        self.uploads = web::Data::new(Uploads::of_at_most(front.longest_body));
        self.front = Arc::new(front);
        self
    }

    /// The same site that says whom to tell of a hole, at `/.well-known/security.txt`.
    #[must_use]
    pub fn told_of_holes_by(mut self, contact: SecurityContact) -> Self {
        self.security_contact = contact;
        self
    }

    /// Adds every route, and what the handlers need.
    fn configure(&self, service: &mut ServiceConfig) {
        service
            .app_data(web::Data::new(self.app.clone()))
            .app_data(web::Data::new(self.exit.clone()))
            .app_data(web::Data::new(self.security_contact.clone()))
            .app_data(web::Data::new(self.staff.clone()))
            .app_data(self.delays.clone())
            .app_data(self.guesses.clone())
            .app_data(self.reports.clone())
            .app_data(self.uploads.clone())
            .app_data(web::FormConfig::default().limit(LARGEST_BODY))
            .app_data(web::PayloadConfig::default().limit(LARGEST_BODY))
            .configure(assets::routes)
            .configure(|config| public::routes(config, &self.app.languages))
            .configure(staff::configure)
            .configure(api::routes);
    }
}

/// The whole site as one thread serves it. Layers, outermost first: the edge, the log, headers, compression, failures,
/// the time of bodies, bounds.
///
/// # Panics
/// Never: [`Site::new`] has made the same headers before.
pub fn service(
    site: &Site,
) -> Server<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    let headers = &site.headers;
    #[expect(clippy::expect_used, reason = "`Site::new` has made the same before")]
    let headers =
        SecurityHeaders::new(&headers.exit_origin, headers.hsts, site.addresses.mount()).expect("valid");
    let failures = Failures::new(Arc::clone(&site.look), Arc::clone(&site.app.ids));
    let below = web::scope(site.addresses.mount()).configure(|service| site.configure(service));
    let (front, sources) = (Arc::clone(&site.front), site.sources.clone());
    let edge = Edge::new(
        front,
        site.addresses.mount(),
        sources,
        Arc::clone(&site.app.clock),
        site.app.languages.clone(),
    );
    Server::new()
        .service(below)
        .wrap(Bounds)
        .wrap(site.front.body)
        .wrap(failures)
        .wrap(Compress::default())
        .wrap(headers)
        .wrap(AccessLog::new(Arc::clone(&site.app.ids)))
        .wrap(edge)
}
