//! The threads that do jobs beside the service, and their orderly end.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::Jobs;

/// Threads that look for due jobs until they are stopped.
pub struct Runner(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    on_death: Box<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct State {
    stopping: bool,
    running: usize,
}

impl Runner {
    /// Starts `threads` threads that look for work every `poll`. `on_death` is called when one of them ends by a defect:
    /// the process should then stop, rather than go on and tell nobody.
    ///
    /// # Errors
    /// When the system gives no thread; those that were started stop.
    pub fn start(
        jobs: &Jobs,
        threads: usize,
        poll: Duration,
        on_death: impl Fn() + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let runner = Self(Arc::new(Shared {
            state: Mutex::default(),
            changed: Condvar::new(),
            on_death: Box::new(on_death),
        }));
        for number in 0..threads.max(1) {
            let (jobs, shared) = (jobs.clone(), Arc::clone(&runner.0));
            runner.0.state().running += 1;
            let worker = Worker {
                shared,
                orderly: false,
            };
            thread::Builder::new()
                .name(format!("jobs-{number}"))
                // A thread that cannot be started drops its worker, which counts itself out.
                .spawn(move || worker.serve(&jobs, poll, number == 0))?;
        }
        Ok(runner)
    }

    /// Lets running jobs end, for at most `patience`, and begins no new one. False when one still ran then: its lease
    /// runs out and it is done anew.
    pub fn stop(&self, patience: Duration) -> bool {
        let mut state = self.0.state();
        state.stopping = true;
        self.0.changed.notify_all();
        let (state, _) = self
            .0
            .changed
            .wait_timeout_while(state, patience, |state| state.running > 0)
            .unwrap_or_else(PoisonError::into_inner);
        state.running == 0
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.0.state().stopping = true;
        self.0.changed.notify_all();
    }
}

impl Shared {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One thread's part; however it ends, that is known.
struct Worker {
    shared: Arc<Shared>,
    orderly: bool,
}

impl Worker {
    /// Works until it is stopped; the first worker also writes down what recurs.
    fn serve(mut self, jobs: &Jobs, poll: Duration, first: bool) {
        let mut planned = !first;
        let mut failing = false;
        while !self.shared.state().stopping {
            let now = jobs.now();
            let plan = if planned { Ok(()) } else { jobs.plan(now) };
            planned |= plan.is_ok();
            match plan.and_then(|()| jobs.run_one(now)) {
                // There may be more.
                Ok(true) => {
                    failing = false;
                    continue;
                }
                Ok(false) => failing = false,
                Err(error) => {
                    // Once for each time that the database goes, not once a second.
                    if !failing {
                        tracing::error!(%error, "no job can be taken; looking again and again");
                    }
                    failing = true;
                }
            }
            self.pause(poll);
        }
        self.orderly = true;
    }

    fn pause(&self, poll: Duration) {
        let state = self.shared.state();
        drop(
            self.shared
                .changed
                .wait_timeout_while(state, poll, |state| !state.stopping),
        );
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        {
            let mut state = self.shared.state();
            state.running = state.running.saturating_sub(1);
        }
        self.shared.changed.notify_all();
        if !self.orderly {
            (self.shared.on_death)();
        }
    }
}
