//! Deletes what has served its purpose: each function one kind of row, after a time that is stated here and in
//! docs/retention.md.

use chrono::{DateTime, Days, Utc};

use super::failure::JobFailure;
use crate::domain::helsinki;
use crate::intake::handover::KEPT;
use crate::intake::mailbox::end_old;
use crate::intake::session::{ABSOLUTE, IDLE};
use crate::intake::{App, attach};
use crate::store::seal::state::oldest_slot;
use crate::store::{StoreError, handover, keys, messages, purge, sessions};

/// Used form tokens and idempotency keys stand for three whole days after the day of their use: at least 72 hours, in
/// which a machine or a person who never saw the answer gets it by sending the same again. A form token itself is
/// no good after a day.
const USED_KEY_DAYS: Days = Days::new(3);

pub(super) fn used_keys(app: &App, now: DateTime<Utc>) -> Result<(), JobFailure> {
    let Some(kept_from) = helsinki::civil_date(now).checked_sub_days(USED_KEY_DAYS) else {
        return Ok(());
    };
    forgotten(
        "used keys",
        app.store.write("forget_used_keys", move |tx| {
            Ok(purge::used_keys(tx, kept_from)? + messages::forget_sendings(tx, kept_from)?)
        }),
    )
}

pub(super) fn old_mailboxes(app: &App, now: DateTime<Utc>) -> Result<(), JobFailure> {
    let codes = end_old::run(app, now)?;
    if codes > 0 {
        tracing::info!(rows = codes, "follow-up codes were forgotten");
    }
    Ok(())
}

pub(super) fn stale_sessions(app: &App, now: DateTime<Utc>) -> Result<(), JobFailure> {
    app.store.write("end_stale_sessions", move |tx| {
        sessions::end_stale(tx, now - IDLE, now - ABSOLUTE)
    })?;
    Ok(())
}

pub(super) fn state_keys(app: &App, now: DateTime<Utc>) -> Result<(), JobFailure> {
    app.store.write("forget_state_keys", move |tx| {
        keys::forget_states_before(tx, oldest_slot(now))
    })?;
    Ok(())
}

pub(super) fn staff_links(app: &App, now: DateTime<Utc>) -> Result<(), JobFailure> {
    forgotten(
        "links",
        app.store
            .write("forget_staff_links", move |tx| purge::spent_links(tx, now)),
    )
}

pub(super) fn uploads(app: &App, now: DateTime<Utc>) -> Result<(), JobFailure> {
    let rows = attach::forget_abandoned(app, now)?;
    if rows > 0 {
        tracing::info!(rows, "files whose report never came were forgotten");
    }
    Ok(())
}

pub(super) fn handovers(app: &App, now: DateTime<Utc>) -> Result<(), JobFailure> {
    forgotten(
        "notes of shifts",
        app.store
            .write("forget_handovers", move |tx| handover::forget(tx, now - KEPT)),
    )
}

fn forgotten(what: &'static str, rows: Result<usize, StoreError>) -> Result<(), JobFailure> {
    let rows = rows?;
    if rows > 0 {
        tracing::info!(rows, "{what} were forgotten");
    }
    Ok(())
}
