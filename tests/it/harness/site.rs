//! The whole service on a port of its own, as the program serves it.

use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use actix_web::dev::ServerHandle;
use actix_web::{HttpServer, rt};
use huoli::domain::places::CountyCode;
use huoli::intake::App;
use huoli::web::layer::edge::Front;
use huoli::web::site::{Addresses, Site as Served, service};

/// Where `/exit` leads.
pub const NEUTRAL: &str = "https://neutral.example/weather";

/// A running site; it ends when it is dropped.
pub struct Site {
    /// Where its public pages are, without a slash at the end, such as `http://127.0.0.1:40123`.
    pub address: String,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Serves `app`.
    pub fn start(app: &App) -> Self {
        Self::below("", app)
    }

    /// Serves `app` below the path prefix `mount`, such as `/x/y`.
    pub fn below(mount: &str, app: &App) -> Self {
        let addresses = Addresses {
            public: format!("http://127.0.0.1{mount}/"),
            staff: format!("http://127.0.0.1{mount}/staff/"),
            exit: NEUTRAL.to_owned(),
        };
        Self::serve(mount, Self::of(app, addresses))
    }

    /// Serves `app` behind `front`.
    pub fn behind(front: Front, app: &App) -> Self {
        let addresses = Addresses {
            public: "http://127.0.0.1/".to_owned(),
            staff: "http://127.0.0.1/staff/".to_owned(),
            exit: NEUTRAL.to_owned(),
        };
        Self::serve("", Self::of(app, addresses).behind(front))
    }

    fn of(app: &App, addresses: Addresses) -> Served {
        let county = CountyCode::parse("03").expect("a county");
        Served::new(app.clone(), addresses, county).expect("the exit is an address")
    }

    fn serve(mount: &str, whole: Served) -> Self {
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            rt::System::new().block_on(async move {
                let server = HttpServer::new(move || service(&whole))
                    .workers(2)
                    .disable_signals()
                    .bind(("127.0.0.1", 0))
                    .expect("a free port");
                let address = *server.addrs().first().expect("one address");
                let server = server.run();
                tell.send((address, server.handle())).expect("the test waits");
                server.await.expect("the server runs");
            });
        });
        let (address, handle) = told.recv().expect("the server starts");
        Self {
            address: format!("http://{address}{mount}"),
            handle,
            thread: Some(thread),
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // Fire and forget: the future only waits for the end, which joining the thread does too.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
