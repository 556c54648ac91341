//! A row of the log and an event row as they lie in the database, and the bytes over which they are hashed: the same
//! for the same columns on every database and for ever.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// What stands in place of a MAC before the first row of a chain.
pub const FIRST_PREVIOUS: [u8; 32] = [0; 32];

/// A row of the log, column by column. Of a row that somebody has tampered with every value is taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// The county of the chain.
    pub county: String,
    /// Its number, from 1.
    pub seq: i64,
    /// Day, Europe/Helsinki.
    pub happened_on: NaiveDate,
    /// Hour, Europe/Helsinki.
    pub happened_hour: i64,
    /// The exact instant, UTC, where it is kept.
    pub happened_at: Option<NaiveDateTime>,
    /// The account that did it.
    pub actor: Option<String>,
    /// Its role then.
    pub role: Option<String>,
    /// The offices, by a space apart.
    pub office: Option<String>,
    /// What was done.
    pub action: String,
    /// The case.
    pub case_id: Option<String>,
    /// The report.
    pub report: Option<String>,
    /// What it was done to.
    pub object: Option<String>,
    /// The child's blind index.
    pub subject: Option<Vec<u8>>,
    /// Why.
    pub purpose: Option<String>,
    /// How it ended.
    pub result: String,
    /// The event row that is sealed by this one.
    pub event: Option<String>,
    /// SHA-256 of what is sealed by this one.
    pub digest: Option<Vec<u8>>,
    /// The MAC of the row before.
    pub previous: Vec<u8>,
    /// The MAC of this row.
    pub mac: Vec<u8>,
}

impl LogRow {
    /// What the MAC is made of, after the MAC of the row before: every column but the two MACs. Each column says
    /// whether it is there and how long it is, so that no two rows have the same bytes.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Canonical::begin(b"huoli/log", 512);
        bytes.text(Some(&self.county));
        bytes.number(self.seq);
        bytes.date(self.happened_on);
        bytes.number(self.happened_hour);
        bytes.instant(self.happened_at);
        bytes.text(self.actor.as_deref());
        bytes.text(self.role.as_deref());
        bytes.text(self.office.as_deref());
        bytes.text(Some(&self.action));
        bytes.text(self.case_id.as_deref());
        bytes.text(self.report.as_deref());
        bytes.text(self.object.as_deref());
        bytes.column(self.subject.as_deref());
        bytes.text(self.purpose.as_deref());
        bytes.text(Some(&self.result));
        bytes.text(self.event.as_deref());
        bytes.column(self.digest.as_deref());
        bytes.0
    }
}

/// An event of a case as it lies in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its id.
    pub id: String,
    /// The case's county.
    pub county: String,
    /// The case.
    pub case_id: String,
    /// What happened.
    pub kind: String,
    /// Day, Europe/Helsinki.
    pub happened_on: NaiveDate,
    /// Hour, Europe/Helsinki.
    pub happened_hour: i64,
    /// The exact instant, UTC, where it is kept.
    pub happened_at: Option<NaiveDateTime>,
    /// Who did it.
    pub actor: Option<String>,
    /// Why, sealed.
    pub reason: Option<Vec<u8>>,
}

impl EventRow {
    /// What its digest is made of: every column.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Canonical::begin(b"huoli/event", 256);
        bytes.text(Some(&self.id));
        bytes.text(Some(&self.county));
        bytes.text(Some(&self.case_id));
        bytes.text(Some(&self.kind));
        bytes.date(self.happened_on);
        bytes.number(self.happened_hour);
        bytes.instant(self.happened_at);
        bytes.text(self.actor.as_deref());
        bytes.column(self.reason.as_deref());
        bytes.0
    }
}

/// The version of both forms.
const VERSION: u8 = 1;

/// Columns, one after the other: 0 for a column that is null, else 1, the length as four bytes, and the value. Numbers
/// are big-endian.
struct Canonical(Vec<u8>);

impl Canonical {
    fn begin(label: &[u8], capacity: usize) -> Self {
        let mut bytes = Vec::with_capacity(capacity);
        bytes.extend_from_slice(label);
        bytes.push(VERSION);
        Self(bytes)
    }

    fn column(&mut self, value: Option<&[u8]>) {
        let Some(value) = value else {
            self.0.push(0);
            return;
        };
        self.0.push(1);
        // A column of 4 GiB does not exist; if one did, its length would be that of no other value.
        let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(value);
    }

    fn text(&mut self, value: Option<&str>) {
        self.column(value.map(str::as_bytes));
    }

    fn number(&mut self, value: i64) {
        self.column(Some(&value.to_be_bytes()));
    }

    fn date(&mut self, value: NaiveDate) {
        self.column(Some(&value.num_days_from_ce().to_be_bytes()));
    }

    fn instant(&mut self, value: Option<NaiveDateTime>) {
        let Some(value) = value else {
            self.column(None);
            return;
        };
        let instant = value.and_utc();
        let mut bytes = [0; 12];
        let parts = instant.timestamp().to_be_bytes().into_iter();
        let parts = parts.chain(instant.timestamp_subsec_nanos().to_be_bytes());
        for (place, byte) in bytes.iter_mut().zip(parts) {
            *place = byte;
        }
        self.column(Some(&bytes));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn row() -> LogRow {
        LogRow {
            county: "06".to_owned(),
            seq: 1,
            happened_on: "2026-11-20".parse().unwrap(),
            happened_hour: 14,
            happened_at: Some("2026-11-20T12:05:00".parse().unwrap()),
            actor: Some("a".to_owned()),
            role: None,
            office: Some(String::new()),
            action: "case_opened".to_owned(),
            case_id: None,
            report: None,
            object: None,
            subject: Some(vec![1]),
            purpose: None,
            result: "done".to_owned(),
            event: None,
            digest: None,
            previous: FIRST_PREVIOUS.to_vec(),
            mac: Vec::new(),
        }
    }

    /// The bytes are kept for years: written down here, so that no change of the program changes them unseen.
    #[test]
    fn the_bytes_of_a_row_stand_for_ever() {
        let expected = [
            b"huoli/log\x01".as_slice(),
            b"\x01\0\0\0\x0206",
            b"\x01\0\0\0\x08\0\0\0\0\0\0\0\x01",
            b"\x01\0\0\0\x04\0\x0b\x4a\x64",
            b"\x01\0\0\0\x08\0\0\0\0\0\0\0\x0e",
            b"\x01\0\0\0\x0c\0\0\0\0\x6b\0\x37\x6c\0\0\0\0",
            b"\x01\0\0\0\x01a",
            b"\0",
            b"\x01\0\0\0\0",
            b"\x01\0\0\0\x0bcase_opened",
            b"\0\0\0",
            b"\x01\0\0\0\x01\x01",
            b"\0",
            b"\x01\0\0\0\x04done",
            b"\0\0",
        ]
        .concat();
        assert_eq!(row().canonical(), expected);
    }

    #[test]
    fn another_value_in_any_column_gives_other_bytes() {
        let text = || Some("x".to_owned());
        let changes: Vec<fn(&mut LogRow)> = vec![
            |_| (),
            |row| row.county = "07".to_owned(),
            |row| row.seq = 2,
            |row| row.happened_on = "2026-11-21".parse().unwrap(),
            |row| row.happened_hour = 15,
            |row| row.happened_at = None,
            |row| row.happened_at = Some("2026-11-20T12:05:00.000001".parse().unwrap()),
            |row| row.actor = None,
            |row| row.actor = Some(String::new()),
            |row| row.role = Some(String::new()),
            |row| row.office = None,
            |row| row.action = "queue_seen".to_owned(),
            |row| row.subject = Some(Vec::new()),
            |row| row.result = "refused".to_owned(),
            |row| row.digest = Some(vec![0]),
        ];
        let mut seen = HashSet::new();
        for (number, change) in changes.into_iter().enumerate() {
            let mut row = row();
            change(&mut row);
            assert!(seen.insert(row.canonical()), "change {number}");
        }
        let fields: [fn(&mut LogRow) -> &mut Option<String>; 5] = [
            |row| &mut row.case_id,
            |row| &mut row.report,
            |row| &mut row.object,
            |row| &mut row.purpose,
            |row| &mut row.event,
        ];
        for (number, field) in fields.into_iter().enumerate() {
            let mut row = row();
            *field(&mut row) = text();
            assert!(seen.insert(row.canonical()), "field {number}");
        }
    }

    #[test]
    fn an_event_is_another_thing_than_a_row() {
        let event = EventRow {
            id: "1".to_owned(),
            county: "06".to_owned(),
            case_id: "2".to_owned(),
            kind: "received".to_owned(),
            happened_on: "2026-11-20".parse().unwrap(),
            happened_hour: 14,
            happened_at: None,
            actor: None,
            reason: None,
        };
        assert!(event.canonical().starts_with(b"huoli/event\x01"));
        let later = EventRow {
            happened_hour: 15,
            ..event.clone()
        };
        assert_ne!(event.canonical(), later.canonical());
    }
}
