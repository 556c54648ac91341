//! That a worker wrote a report down: how it came, who recorded it, and whether that was later than it came.

use crate::intake::open_case::CaseFile;
use crate::text::{FluentValue, dates};
use crate::web::staff::look::Look;

/// The lines of the row; none for a report that nobody wrote down.
pub fn lines(look: &Look, file: &CaseFile) -> Vec<String> {
    let Some(recorded) = &file.recorded else {
        return Vec::new();
    };
    let key = format!("case-recorded-{}", recorded.channel.as_str());
    let who = look.words.with(&key, "who", &recorded.recorder);
    let late = (recorded.on, recorded.hour) != (file.case.received_on, file.case.received_hour);
    let when = look.words.format(
        "event-in-hour",
        &[
            ("date", FluentValue::from(dates::full(look.words, recorded.on))),
            ("hour", FluentValue::from(recorded.hour)),
        ],
    );
    let late = late.then(|| look.words.with("case-recorded-late", "when", &when));
    std::iter::once(who).chain(late).collect()
}
