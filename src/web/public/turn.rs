//! One turn of the wizard: takes what was typed, does what the button says, and decides what is shown next. Pure.

use std::cmp::Ordering;

use super::around::Around;
use super::go::Go;
use super::place::{self, Settled};
use super::reading::{self, Fault};
use super::visit::{Screen, Visit};
use crate::forms::{PageAt, children, pages, take};
use crate::web::files::KEEP;

/// The page on which everything is read once more before it is sent.
pub const CHECK: &str = "check";
/// The name of the tick by which a person wants no follow-up code.
pub const NO_CODE: &str = "no_code";

/// What comes of a turn.
pub enum Turn {
    /// The visit's screen is shown, with these faults.
    Show(Faults),
    /// The report is to be sent.
    Send,
}

/// What to say at the fields of the page that is shown.
#[derive(Default, Clone)]
pub struct Faults {
    /// What is wrong, or worth a second look.
    pub at_fields: Vec<Fault>,
    /// The places for which a proposal must be chosen.
    pub unchosen: Vec<String>,
}

impl Faults {
    /// Whether there is nothing to say.
    pub const fn is_empty(&self) -> bool {
        self.at_fields.is_empty() && self.unchosen.is_empty()
    }
}

impl Turn {
    fn show() -> Self {
        Self::Show(Faults::default())
    }
}

/// Takes the posted form of the screen where `visit` stands and does what its button says.
pub fn turn(visit: &mut Visit, go: &Go, posted: &[(String, String)], around: &Around<'_>) -> Turn {
    if let Go::Language(language) = go {
        take_page(visit, posted);
        if around.languages.has(*language) {
            visit.language = *language;
        }
        return Turn::show();
    }
    match visit.screen.clone() {
        Screen::Start => {
            if *go == Go::Continue {
                visit.screen = first_page(visit);
            }
            Turn::show()
        }
        Screen::Nowhere(at) => {
            match go {
                Go::Continue => {
                    go_on(visit, &at, around);
                    let at_fields = put_off(visit, &at, around);
                    return Turn::Show(Faults {
                        at_fields,
                        ..Faults::default()
                    });
                }
                Go::Previous => visit.screen = Screen::Page(at),
                _ => {}
            }
            Turn::show()
        }
        // What can be done there is done before the turn.
        Screen::Sent(_) => Turn::show(),
        Screen::Page(at) => {
            take_page(visit, posted);
            let taken = visit.clone();
            let turned = on_page(visit, &at, go, around);
            if is_hidden(visit) {
                // A button of another form: it does nothing here.
                *visit = taken;
            }
            turned
        }
    }
}

/// The first page of the form.
pub fn first_page(visit: &Visit) -> Screen {
    pages::pages(visit.form(), &visit.answers)
        .into_iter()
        .next()
        .map_or(Screen::Start, Screen::Page)
}

fn take_page(visit: &mut Visit, posted: &[(String, String)]) {
    let Screen::Page(at) = visit.screen.clone() else {
        return;
    };
    take::take(visit.form(), &mut visit.answers, &at, posted);
    place::choose(visit, posted);
    if at.id == CHECK {
        visit.no_code = posted.iter().any(|(name, _)| name == NO_CODE);
        visit.keep_image_data = posted.iter().any(|(name, _)| name == KEEP);
    }
}

/// Whether the visit stands on a page that its form does not show.
fn is_hidden(visit: &Visit) -> bool {
    matches!(&visit.screen, Screen::Page(at) if pages::shown_at(visit.form(), &visit.answers, at).is_none())
}

fn on_page(visit: &mut Visit, at: &PageAt, go: &Go, around: &Around<'_>) -> Turn {
    let form = visit.form();
    match go {
        Go::Send if at.id == CHECK => return Turn::Send,
        Go::Continue if at.id != CHECK => return Turn::Show(leave(visit, at, around)),
        Go::Previous => {
            move_away(visit, at, around);
            let before = pages::previous(form, &visit.answers, at);
            let before = before.or_else(|| visit.back_to_the_parting());
            visit.screen = before.map_or(Screen::Start, Screen::Page);
        }
        Go::Change(to) => {
            let known = pages::pages(form, &visit.answers).contains(to);
            if known && visit.trail.reaches(form, &visit.answers, to) {
                move_away(visit, at, around);
                visit.changing = true;
                visit.screen = Screen::Page(to.clone());
            }
        }
        Go::AddChild => {
            move_away(visit, at, around);
            let to = children::add(&mut visit.answers);
            visit.screen = Screen::Page(or_here(visit, to, at));
        }
        Go::RemoveChild(index) => {
            move_away(visit, at, around);
            let Visit { answers, trail, .. } = visit;
            let to = children::remove(form, answers, trail, *index);
            let to = beside_the_removed(at, *index, to);
            // The elements have moved: what was proposed and warned of is no longer of the same child.
            visit.proposed.retain(|key, _| !key.starts_with("children["));
            visit.warned.retain(|key, _| !key.starts_with("children["));
            place::steer(visit, around);
            visit.screen = Screen::Page(or_here(visit, to, at));
        }
        Go::Unborn => {
            let Visit { answers, trail, .. } = visit;
            let to = if form.page("unborn").is_some() {
                children::unborn(form, answers, trail, at.index)
            } else {
                children::unborn_too(answers);
                at.clone()
            };
            place::steer(visit, around);
            visit.screen = Screen::Page(to);
        }
        Go::Born => {
            let to = children::born(&mut visit.answers);
            visit.screen = Screen::Page(or_here(visit, to, at));
        }
        Go::AddGuardian => children::add_guardian(&mut visit.answers),
        Go::RemoveGuardian(index) => {
            children::remove_guardian(&mut visit.answers, *index);
            visit.proposed.retain(|key, _| !key.starts_with("guardians["));
            visit.warned.retain(|key, _| !key.starts_with("guardians["));
        }
        Go::Continue | Go::Send | Go::Copy(_) | Go::Language(_) | Go::Unknown => {}
    }
    Turn::show()
}

/// Continue: on, if the page is in order; else what is to be said there.
fn leave(visit: &mut Visit, at: &PageAt, around: &Around<'_>) -> Faults {
    let Settled { proposed, unchosen } = place::settle(visit, at, around);
    let mut faults = Faults {
        at_fields: reading::faults_on(visit, at, around),
        unchosen,
    };
    if faults.is_empty() && !proposed {
        faults.at_fields = reading::notes_on(visit, at, around);
        if faults.is_empty() {
            visit.trail.leave(at);
            if visit.follow() {
                visit.screen = first_page(visit);
                return faults;
            }
            if let Some(screen) = place::dead_end(visit, at, around) {
                visit.screen = screen;
            } else {
                go_on(visit, at, around);
                faults.at_fields = put_off(visit, at, around);
            }
        }
    }
    faults
}

/// What is to be said on the page to which Continue led back from `at`, because it was left in disorder by another
/// button: whoever meets it again reads why.
fn put_off(visit: &mut Visit, at: &PageAt, around: &Around<'_>) -> Vec<Fault> {
    let form = visit.form();
    let Screen::Page(here) = visit.screen.clone() else {
        return Vec::new();
    };
    let is_next = pages::next(form, &visit.answers, at).as_ref() == Some(&here);
    let typed = pages::shown_at(form, &visit.answers, &here).is_some_and(|shown| {
        shown
            .asked
            .iter()
            .any(|asked| visit.answers.filled(&asked.key).is_some())
    });
    if here.id == CHECK || is_next || !typed {
        return Vec::new();
    }
    let faults = reading::faults_on(visit, &here, around);
    if faults.is_empty() {
        reading::notes_on(visit, &here, around)
    } else {
        faults
    }
}

/// The page `to`, or the one that asks everything, where the form has no page of its own for it.
fn or_here(visit: &Visit, to: PageAt, here: &PageAt) -> PageAt {
    if visit.form().page(&to.id).is_some() {
        to
    } else {
        here.clone()
    }
}

/// Whoever takes out another child than the one of this page stays with this one.
fn beside_the_removed(at: &PageAt, removed: usize, to: PageAt) -> PageAt {
    match at.index.cmp(&removed) {
        _ if at.id != "child" || to.id != "child" => to,
        Ordering::Less => at.clone(),
        Ordering::Equal => to,
        Ordering::Greater => PageAt::element("child", at.index.saturating_sub(1)),
    }
}

/// Another button than Continue: what was typed stays as it is, and the page counts as left only if it is in order.
fn move_away(visit: &mut Visit, at: &PageAt, around: &Around<'_>) {
    if at.id == CHECK {
        return;
    }
    let mut trial = visit.clone();
    let in_order = place::settle(&mut trial, at, around).is_clear()
        && reading::faults_on(&trial, at, around).is_empty()
        && reading::notes_on(&mut trial, at, around).is_empty();
    if !in_order {
        visit.trail.forget_at(at);
    } else if at.id == "child" {
        visit.trail.leave(at);
    }
}

/// The next page after `at`: in order, but the check page only when every page before it has been left and every
/// place on them is understood.
fn go_on(visit: &mut Visit, at: &PageAt, around: &Around<'_>) {
    let form = visit.form();
    let check = PageAt::first(CHECK);
    let mut next = visit.trail.next(form, &visit.answers, at, visit.changing);
    if next.as_ref().is_none_or(|next| *next == check) {
        settle_all(visit, around);
        next = visit.trail.next(form, &visit.answers, at, true);
        // Whoever is led back to a page goes on from there to the check page.
        visit.changing = true;
    }
    let next = next.unwrap_or_else(|| check.clone());
    if next == check {
        visit.changing = false;
    }
    visit.screen = Screen::Page(next);
}

/// Understands the places of pages that were left by another button than Continue.
fn settle_all(visit: &mut Visit, around: &Around<'_>) {
    for page in pages::pages(visit.form(), &visit.answers) {
        if !place::settle(visit, &page, around).is_clear() {
            visit.trail.forget_at(&page);
        }
    }
}

#[cfg(test)]
mod tests;
