//! The public service on a port of its own, behind the real middleware.

use std::sync::Arc;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use actix_web::dev::ServerHandle;
use actix_web::middleware::Compress;
use actix_web::web::Data;
use actix_web::{HttpServer, rt};
use huoli::ids::OsIds;
use huoli::intake::App;
use huoli::web::layer::failures::Failures;
use huoli::web::layer::security_headers::SecurityHeaders;
use huoli::web::page::failure::FailureLook;
use huoli::web::public::exit::Exit;
use huoli::web::{assets, public};

/// Where `/exit` leads.
pub const NEUTRAL: &str = "https://neutral.example/weather";

/// A running site; it ends when it is dropped.
pub struct Site {
    /// Its address, such as `http://127.0.0.1:40123`.
    pub address: String,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Serves `app`.
    pub fn start(app: &App) -> Self {
        let app = app.clone();
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            rt::System::new().block_on(async move {
                let server = HttpServer::new(move || {
                    let look = FailureLook {
                        mount: String::new(),
                        county: Box::new(|_| "Länsi-Uudenmaan hyvinvointialue".to_owned()),
                        help: Box::new(|_| Vec::new()),
                    };
                    let headers =
                        SecurityHeaders::new("https://neutral.example", true, "").expect("an origin");
                    actix_web::App::new()
                        .wrap(Failures::new(Arc::new(look), Arc::new(OsIds)))
                        .wrap(Compress::default())
                        .wrap(headers)
                        .app_data(Data::new(app.clone()))
                        .app_data(Data::new(Exit::to(NEUTRAL, false).expect("an address")))
                        .configure(assets::routes)
                        .configure(public::routes)
                })
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
            address: format!("http://{address}"),
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
