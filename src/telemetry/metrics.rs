//! The figures of the service: the table of all of them, and the recorder that keeps them for the operator's listener.
//! No label holds anything of a person: each value is a word of the program or a county's code.

use std::fmt::Write;

use metrics::{describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only grows, from the start of the process.
    Counter,
    /// It stands at what it is when it is asked for.
    Gauge,
    /// A distribution, in buckets.
    Histogram,
}

/// One figure.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// The name, with its unit.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// By what it is told apart.
    pub labels: &'static [&'static str],
    /// What it says.
    pub meaning: &'static str,
}

const fn metric(
    name: &'static str,
    kind: Kind,
    labels: &'static [&'static str],
    meaning: &'static str,
) -> Metric {
    Metric {
        name,
        kind,
        labels,
        meaning,
    }
}

/// Every figure.
pub const METRICS: &[Metric] = &[
    metric(
        "huoli_http_requests_total",
        Kind::Counter,
        &["method", "route", "status"],
        "Requests answered, by method, route template (`none` where none fits) and class of status (`2xx`).",
    ),
    metric(
        "huoli_http_request_duration_seconds",
        Kind::Histogram,
        &["method", "route"],
        "How long they took, from the head of the request to the head of the answer.",
    ),
    metric(
        "huoli_connections_closed_slow_total",
        Kind::Counter,
        &["waited_for"],
        "Connections closed because the client was too slow: no whole `request` in time, or an `answer` not fetched.",
    ),
    metric(
        "huoli_transactions_total",
        Kind::Counter,
        &["kind", "name", "outcome"],
        "Transactions of the database by `read` or `write`, name, and whether they were `done` or `failed`. Those that store a report and its files are left out, as the series would keep the minute of each.",
    ),
    metric(
        "huoli_transaction_duration_seconds",
        Kind::Histogram,
        &["kind", "name"],
        "How long they took, their waiting and repetitions included.",
    ),
    metric(
        "huoli_transaction_retries_total",
        Kind::Counter,
        &["name"],
        "Transactions that met another one and ran again (PostgreSQL).",
    ),
    metric(
        "huoli_transactions_busy_total",
        Kind::Counter,
        &["name"],
        "Transactions that found no place or waited too long; the request was answered 503.",
    ),
    metric(
        "huoli_reports_accepted_total",
        Kind::Counter,
        &["channel"],
        "Reports that professionals' systems have sent. The public's are not counted here: the series would keep the minute of each.",
    ),
    metric(
        "huoli_floods_total",
        Kind::Counter,
        &[],
        "Floods of reports by the public forms, each told once it has ten marked ones. Alarm when it grows: a worker should look at the group in the queue.",
    ),
    metric(
        "huoli_sign_ins_refused_total",
        Kind::Counter,
        &[],
        "Sign-ins of staff that were refused.",
    ),
    metric(
        "huoli_database_reachable",
        Kind::Gauge,
        &[],
        "1 when the database answered while these figures were made, else 0; then those below stand at their last value.",
    ),
    metric(
        "huoli_writer_queue",
        Kind::Gauge,
        &[],
        "Transactions that wait for SQLite's writer.",
    ),
    metric(
        "huoli_jobs_done_total",
        Kind::Counter,
        &["kind"],
        "Jobs done, by what they do.",
    ),
    metric(
        "huoli_jobs_failed_total",
        Kind::Counter,
        &["kind", "failure"],
        "Tries of a job that failed and are made again, by what it does and why.",
    ),
    metric(
        "huoli_jobs_given_up_total",
        Kind::Counter,
        &["kind", "failure"],
        "Jobs given up, by what they do and why.",
    ),
    metric(
        "huoli_jobs_waiting",
        Kind::Gauge,
        &[],
        "Jobs that are not done yet, such as mails to offices.",
    ),
    metric(
        "huoli_jobs_given_up",
        Kind::Gauge,
        &[],
        "Jobs that were tried for a day and given up: somebody must look. Alarm when it is not 0.",
    ),
    metric(
        "huoli_job_oldest_age_seconds",
        Kind::Gauge,
        &[],
        "How long the oldest waiting job has been due. Alarm above 3600.",
    ),
    metric(
        "huoli_cases_unopened_past_due",
        Kind::Gauge,
        &[],
        "Cases that nobody has opened though their assessment should have been begun. Alarm when it is not 0.",
    ),
    metric(
        "huoli_urgent_unopened",
        Kind::Gauge,
        &[],
        "Urgent cases that nobody had opened in time (`urgent.escalate_after_minutes`) and has not until now. Alarm when it is not 0.",
    ),
    metric(
        "huoli_offices_without_reader",
        Kind::Gauge,
        &[],
        "Offices that lost their last reader, or where cases wait that nobody at all reads. Alarm when it is not 0.",
    ),
    metric(
        "huoli_log_head",
        Kind::Gauge,
        &["county"],
        "The number of the newest row of a county's read log. It never goes back; where it does, rows are gone.",
    ),
];

/// Upper bounds of the buckets, in seconds.
const BUCKETS: [f64; 14] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// The figures of this process. Cheap to clone.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

/// They are kept already, or cannot be.
#[derive(Debug, thiserror::Error)]
#[error("the figures of this process cannot be kept: {0}")]
pub struct NotKept(String);

impl Metrics {
    /// Begins to keep the figures. Without it measuring costs next to nothing.
    ///
    /// # Errors
    /// [`NotKept`] when the process keeps some already.
    pub fn keep() -> Result<Self, NotKept> {
        let builder = PrometheusBuilder::new()
            .set_buckets(&BUCKETS)
            .map_err(|error| NotKept(error.to_string()))?;
        let handle = builder
            .install_recorder()
            .map_err(|error| NotKept(error.to_string()))?;
        for metric in METRICS {
            match metric.kind {
                Kind::Counter => {
                    describe_counter!(metric.name, metric.meaning);
                    // What has not happened yet is shown as nought, so that an alarm sees the first one as growth.
                    if metric.labels.is_empty() {
                        metrics::counter!(metric.name).absolute(0);
                    }
                }
                Kind::Gauge => describe_gauge!(metric.name, metric.meaning),
                Kind::Histogram => describe_histogram!(metric.name, metric.meaning),
            }
        }
        Ok(Self(handle))
    }

    /// All of them, in the text format of Prometheus.
    pub fn text(&self) -> String {
        self.put_together();
        self.0.render()
    }

    /// Puts single measurements into their buckets.
    pub fn put_together(&self) {
        self.0.run_upkeep();
    }
}

/// The reference page in Markdown.
pub fn reference() -> String {
    let mut page = String::from(
        "# Figures\n\n\
         With `server.admin_bind` the service tells its figures at `/metrics`, in the text format of Prometheus, on a \
         listener of its own\nthat only this machine reaches. The public site never shows them. No label holds anything of \
         a person. Beside them stand\n`/healthz` (the process answers) and `/readyz`: 200, or 503 with why not: \
         `database_away`, `schema_differs` or `keys_closed`.\nThe public site has both too, without the reason.\n\n\
         This page is written from the table in `src/telemetry/metrics.rs` by `UPDATE_DOCS=1 cargo test the_figures`.\n\n\
         | name | what | labels | meaning |\n|---|---|---|---|\n",
    );
    for metric in METRICS {
        let kind = match metric.kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        let labels: Vec<String> = metric.labels.iter().map(|label| format!("`{label}`")).collect();
        // Writing to a string does not fail.
        let _ = writeln!(
            page,
            "| `{}` | {kind} | {} | {} |",
            metric.name,
            labels.join(", "),
            metric.meaning
        );
    }
    page
}
