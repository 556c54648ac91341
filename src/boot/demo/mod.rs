//! `huoli demo`: the whole service on a throw-away database and key, for this computer only.

mod folder;
mod people;
mod samples;
mod show;

use std::io::IsTerminal;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use actix_web::rt::System;

use crate::cli::DemoArgs;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::domain::codes::Authority;
use crate::domain::mailbox::Mailbox;
use crate::domain::whom_to_ask::WhomToAsk;
use crate::ids::{IdSource, OsIds};
use crate::intake::organisations::{self, Organisation};
use crate::intake::{App, authenticate_client, found_installation};
use crate::mail::{self, Post, Transport};
use crate::places::directory::Directory;
use crate::store::seal::key_file::{self, KeySource};
use crate::store::seal::master::KeyRing;
use crate::store::seal::secret::WrappingKey;
use crate::store::{DatabaseUrl, Store, StoreSettings, inspect, migrate};
use crate::telemetry;
use crate::web::blocking;
use crate::web::site::{Addresses, Site};

use super::failure::Failure;
use super::jobs::{self, Beside};
use super::{Console, installation, serve, server};
use folder::{Folder, SignIns};
use show::Shown;

/// The organisation whose system the API token belongs to.
const CLIENT: &str = "Esimerkkikunnan koulutoimi";

/// The code of the same organisation, with which its address ends.
const SCHOOL: &str = "esimerkkikunta";

/// Who writes the demo's mails; nobody is reached under it.
const SENDER: &str = "huoli@demo.example";

/// Whom to ask in the demo: nobody is reached under these either.
fn whom_to_ask() -> WhomToAsk {
    WhomToAsk {
        feedback: Some("palaute@demo.example".to_owned()),
        privacy_url: Some("https://demo.example/tietosuoja".to_owned()),
        data_protection_officer: Some("Oiva Esimerkki, tietosuoja@demo.example".to_owned()),
    }
}

/// Runs the demo until it is told to stop.
///
/// # Errors
/// [`Failure`], with what to do.
pub fn run(args: &DemoArgs, console: &mut Console<'_>) -> Result<(), Failure> {
    // Requests would bury the sign-ins; what goes wrong is told. That nobody has opened the urgent ones among the samples is
    // to be seen in the queue.
    telemetry::start("warn,huoli::jobs::escalate=error", false).map_err(Failure::failed)?;
    telemetry::hide_panics(|| OsIds.uuid().to_string());
    serve::keep_memory_private();
    // The folder outlives everything that uses it.
    let mut folder = None;
    System::new().block_on(serve_demo(args, console, &mut folder))
}

async fn serve_demo(
    args: &DemoArgs,
    console: &mut Console<'_>,
    place: &mut Option<Arc<Folder>>,
) -> Result<(), Failure> {
    // Signals first: from here on the folder is removed however the demo ends.
    let mut stop = server::Stop::new()?;
    let limits = Config::default().limits;
    let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let advice = "start with --port 0 for a free one, or name another with --port";
    let listener = server::listen(wanted, limits.backlog, advice)?;
    let address = listener.local_addr().unwrap_or(wanted);
    let folder = Arc::clone(place.insert(Arc::new(Folder::new(args.dir.as_deref())?)));
    let (used, reports) = (Arc::clone(&folder), args.reports);
    let made = tokio::select! {
        made = blocking::run(move || make(&used, reports)) => made,
        () = stop.asked() => return Ok(()),
    };
    let (mut app, sign_ins) = made.map_err(Failure::failed)??;
    // Whoever tries it out sees each such decision come back to somebody else.
    app.recheck_one_in = 1;
    app.whom_to_ask = whom_to_ask();
    let public = format!("http://{address}/");
    let addresses = Addresses {
        staff: format!("{public}staff/"),
        exit: Config::default().server.exit_url,
        public,
    };
    let shown = Shown::new(&addresses, &folder, &sign_ins);
    let site = Site::new(app.clone(), addresses.clone(), Directory::embedded().home_county)
        .map_err(Failure::failed)?;
    let server = server::start(listener, site, &limits, 0)?;
    if args.json {
        shown.line(console.out)?;
    } else {
        shown.page(args.dir.is_some(), SystemClock.now(), console.out)?;
        if std::io::stdin().is_terminal() {
            show::codes_on_enter(sign_ins.staff, SystemClock);
        }
    }
    let mails = mail_folder(&folder)?;
    let beside = Beside::start(&app, &Config::default(), mails, &addresses.staff)?;
    jobs::served(server, &mut stop, Some(beside)).await
}

/// Writes the mails of the demo into its folder.
fn mail_folder(folder: &Folder) -> Result<Post, Failure> {
    let sender = Mailbox::parse(SENDER).ok_or_else(|| Failure::failed("the sender is no address"))?;
    let folder = mail::folder::Folder::at(&folder.mails());
    Ok(Post::new(Transport::Folder(folder), sender))
}

/// Opens the demo of `folder`, or makes it with `reports` sample reports.
fn make(folder: &Folder, reports: u32) -> Result<(App, SignIns), Failure> {
    let url = DatabaseUrl::Sqlite(folder.database());
    let source = KeySource::File(folder.keys());
    let ids: Arc<dyn IdSource> = Arc::new(OsIds);
    let county = Directory::embedded().home_county;
    if let Some(sign_ins) = folder.earlier()? {
        migrate::run(&url).map_err(Failure::failed)?;
        inspect::mark_demo(&url).map_err(Failure::failed)?;
        let store = Store::open(&url, StoreSettings::default()).map_err(Failure::failed)?;
        let ring = source.read().map_err(Failure::failed)?;
        let app = installation::open_app(store, ring, county).map_err(Failure::failed)?;
        return Ok((app, sign_ins));
    }
    let ring = KeyRing::new(WrappingKey::random(&*ids), Vec::new()).map_err(Failure::failed)?;
    key_file::create(source.path(), &ring).map_err(Failure::failed)?;
    migrate::run(&url).map_err(Failure::failed)?;
    inspect::mark_demo(&url).map_err(Failure::failed)?;
    let store = Store::open(&url, StoreSettings::default()).map_err(Failure::failed)?;
    found_installation::found(&store, ring.clone(), installation::demo_plan(), &ids)
        .map_err(Failure::failed)?;
    let app = installation::open_app(store, ring, county).map_err(Failure::failed)?;
    let staff = people::add_all(&app, &*ids)?;
    // They put their offices to work: reports go there, and cases are given on to them.
    app.reload().map_err(Failure::failed)?;
    let (client, api_token) =
        authenticate_client::add(&app, CLIENT, false, app.clock.now()).map_err(Failure::failed)?;
    let school = Organisation {
        code: SCHOOL.to_owned(),
        name: CLIENT.to_owned(),
        authority: Authority::Education,
        business_id: Some("0000000-0".to_owned()),
        units: ["Alakoulu", "Yläkoulu"].map(str::to_owned).into(),
    };
    organisations::put(&app, school, app.clock.now()).map_err(Failure::failed)?;
    samples::file(&app, &client, reports, SystemClock.now())?;
    let sign_ins = SignIns { api_token, staff };
    folder.keep(&sign_ins)?;
    Ok((app, sign_ins))
}
