//! What surrounds every page: title, exit, county, language, help, footer; for staff, their navigation.
//!
//! A page's struct holds a field `shell` and its template extends `layout/public.html` or `layout/staff.html`.

use super::component::Button;
use super::prose::Prose;
use super::view::Link;
use crate::domain::language::Offered;
use crate::text::Words;
use crate::web::assets;

/// The way from a page back to the mount point, such as `.` or `../..`, without a slash at its end. Links begin with
/// it, so that the service works under any path prefix and never names its own host.
///
/// `path` is the path below the mount point and begins with a slash: `/` → `.`, `/sv/contact` → `..`.
pub fn relative_root(path: &str) -> String {
    let depth = path.trim_start_matches('/').matches('/').count();
    if depth == 0 {
        return ".".to_owned();
    }
    vec![".."; depth].join("/")
}

/// The text that tells in which language the shell is written: its texts stand in a catalogue together or not at all.
const FRAME: &str = "shell-title";

/// The id of the part of `/accessibility` that says where feedback goes; the foot of every page leads there.
pub const FEEDBACK: &str = "feedback";

/// The tag of the language in which the text `key` is said.
fn said_in(key: &str, words: Words<'_>) -> &'static str {
    words.said_in(key).unwrap_or(words.language()).code()
}

/// A language to change to.
#[derive(Clone)]
pub struct LanguageChoice {
    /// Its BCP 47 tag.
    pub code: &'static str,
    /// The first part of the addresses of its pages.
    pub path: &'static str,
    /// Its own name for itself.
    pub name: &'static str,
    /// Whether the page is in it.
    pub current: bool,
    /// Where the page is in it; empty on a wizard page, where a button keeps what was typed.
    pub href: Option<String>,
}

/// Whom to call, below every page at the same place.
#[derive(Clone, Default)]
pub struct Help {
    /// The tag of the language in which it is written, where it is not the shell's.
    pub lang: Option<&'static str>,
    /// "Tarvitsetko apua heti?"
    pub title: String,
    /// The text with 112, and whom else to call, one paragraph each.
    pub lines: Vec<Prose>,
}

/// The texts that every public page has.
#[derive(Clone, Default)]
pub struct ShellTexts {
    /// "Siirry pääsisältöön".
    pub skip: String,
    /// "Jatka", of the hidden button that Enter presses.
    pub go_on: String,
    /// "Poistu sivulta".
    pub exit: String,
    /// The name of the exit's region.
    pub exit_region: String,
    /// The name of the language navigation.
    pub language: String,
    /// "Edellinen".
    pub previous: String,
    /// The name of the navigation that holds Previous.
    pub previous_region: String,
}

/// The shell of a public page.
#[derive(Clone)]
pub struct Shell {
    /// The tag of the language in which the shell is written, which is that of the page.
    pub lang: &'static str,
    /// The tag of the language in which the main part is written, where it is another.
    pub main_lang: Option<&'static str>,
    /// The way to the mount point: see [`relative_root`].
    pub root: String,
    /// The whole title; the same on every page, so that a history list tells nothing.
    pub title: String,
    /// The style sheet, from the mount point.
    pub stylesheet: &'static str,
    /// The icon, from the mount point.
    pub icon: &'static str,
    /// The county whose service this is.
    pub county: String,
    /// The page's own texts.
    pub texts: ShellTexts,
    /// The languages to choose from.
    pub languages: Vec<LanguageChoice>,
    /// Whether Enter continues: there is a form `step` with a Continue button. Not on the check page.
    pub enter_continues: bool,
    /// Whether there is a page before this one.
    pub previous: bool,
    /// The way to the start page, on a page that stands by itself.
    pub start: Option<Link>,
    /// Whom to call.
    pub help: Help,
    /// Accessibility, privacy, feedback.
    pub footer: Vec<Link>,
}

/// What the shell of a public page is made from.
pub struct ShellInput<'a> {
    /// The path of the request below the mount point.
    pub path: &'a str,
    /// The county's name in that language.
    pub county: String,
    /// Whom to call besides 112, one paragraph each: the duty number of the area, the office's hours.
    pub help: Vec<Prose>,
    /// The languages that are offered.
    pub languages: &'a Offered,
    /// Whether the page shows faults: its title says so first.
    pub faulty: bool,
}

impl Shell {
    /// The shell of a page without a form `step`: languages are links to `/fi`, `/sv` and so on, there is no Previous.
    pub fn new(input: ShellInput<'_>, words: Words<'_>) -> Self {
        let word = |key: &str| words.get(key).into_owned();
        let root = relative_root(input.path);
        let mut title = format!("{} – {}", word("shell-title"), input.county);
        if input.faulty {
            title = format!("{}: {title}", word("shell-fault"));
        }
        let lang = said_in(FRAME, words);
        let languages = input.languages.iter().map(|language| LanguageChoice {
            code: language.code(),
            path: language.path(),
            name: language.own_name(),
            current: language == words.language(),
            href: Some(format!("{root}/{}", language.path())),
        });
        let feedback = format!("accessibility#{FEEDBACK}");
        let footer = [
            ("accessibility", "shell-accessibility"),
            ("privacy", "shell-privacy"),
            (feedback.as_str(), "shell-feedback"),
            ("contacts", "shell-contact"),
        ]
        .map(|(page, key)| Link::new(format!("{root}/{}/{page}", words.language().path()), word(key)));
        Self {
            lang,
            main_lang: None,
            title,
            stylesheet: assets::stylesheet(),
            icon: assets::icon(),
            county: input.county,
            texts: ShellTexts {
                skip: word("shell-skip"),
                go_on: word("shell-continue"),
                exit: word("shell-exit"),
                exit_region: word("shell-exit-region"),
                language: word("shell-language"),
                previous: word("shell-previous"),
                previous_region: word("shell-previous-region"),
            },
            languages: languages.collect(),
            enter_continues: false,
            previous: false,
            start: None,
            help: Help {
                lang: Some(said_in("shell-help", words)).filter(|own| *own != lang),
                title: word("shell-help"),
                lines: std::iter::once(Prose::from(word("shell-emergency")))
                    .chain(input.help)
                    .collect(),
            },
            footer: footer.into(),
            root,
        }
    }

    /// The shell of a wizard step: the page has a form `step`, languages are buttons that keep what was typed.
    #[must_use]
    pub fn step(mut self, enter_continues: bool, previous: bool) -> Self {
        for choice in &mut self.languages {
            choice.href = None;
        }
        self.enter_continues = enter_continues;
        self.previous = previous;
        self
    }

    /// The main part is written in the language in which `key`, its heading, is said: a language that lacks the
    /// page's texts says them in another, and whatever reads them aloud must know in which.
    #[must_use]
    pub fn headed(mut self, key: &str, words: Words<'_>) -> Self {
        self.main_lang = Some(said_in(key, words)).filter(|own| *own != self.lang);
        self
    }

    /// The tag of the language in which the main part is written.
    pub fn written_in(&self) -> &'static str {
        self.main_lang.unwrap_or(self.lang)
    }

    /// The title says that something is wrong on the page, if it is `faulty`.
    #[must_use]
    pub fn faulty(mut self, faulty: bool, words: Words<'_>) -> Self {
        if faulty {
            self.title = format!("{}: {}", words.get("shell-fault"), self.title);
        }
        self
    }

    /// Below the numbers a way to those of every county: on pages that nobody is in the middle of.
    #[must_use]
    pub fn leading_to_contacts(mut self, words: Words<'_>) -> Self {
        let page = format!("{}/{}/contacts", self.root, words.language().path());
        self.help
            .lines
            .push(Prose::link(Link::new(page, words.get("shell-find-office"))));
        self
    }

    /// Above the heading a way to the start page: on pages that one opens by a link of their own.
    #[must_use]
    pub fn leading_to_start(mut self, words: Words<'_>) -> Self {
        let start = format!("{}/{}", self.root, words.language().path());
        self.start = Some(Link::new(start, words.get("shell-start")));
        self
    }

    /// The links of the languages lead to `page` ("contacts") in each of them.
    #[must_use]
    pub fn in_each_language(mut self, page: &str) -> Self {
        for choice in &mut self.languages {
            choice.href = Some(format!("{}/{}/{page}", self.root, choice.path));
        }
        self
    }
}

/// The sign-out button of a staff page.
#[derive(Clone)]
pub struct SignOut {
    /// "Kirjaudu ulos".
    pub label: String,
    /// The token that proves the form is ours.
    pub csrf: String,
}

/// Who is signed in.
#[derive(Clone)]
pub struct SignedIn {
    /// The user name or name of the worker; it leads to the own account.
    pub name: String,
    /// "Oma tili", read aloud after the name.
    pub account: String,
    /// The way out.
    pub sign_out: SignOut,
}

/// The shell of a staff page.
#[derive(Clone)]
pub struct StaffShell {
    /// The code of the page's language.
    pub lang: &'static str,
    /// The way to the mount point of the service: staff pages stand below `{root}/staff`.
    pub root: String,
    /// The whole title; holds a reference, never a name.
    pub title: String,
    /// The style sheet, from the mount point.
    pub stylesheet: &'static str,
    /// The icon, from the mount point.
    pub icon: &'static str,
    /// The county.
    pub county: String,
    /// "Siirry pääsisältöön".
    pub skip: String,
    /// The name of the navigation.
    pub navigation_region: String,
    /// Desk, queue and so on.
    pub navigation: Vec<Link>,
    /// Who is signed in, if anybody.
    pub signed_in: Option<SignedIn>,
    /// Whether the page takes the whole width: queue, triage.
    pub wide: bool,
    /// Whether what follows the form stands beside it on a wide screen: triage, with the report on the left.
    pub beside: bool,
    /// Further places that one skips to.
    pub skips: Vec<Link>,
}

impl StaffShell {
    /// The shell of a staff page titled `title` at `path` below the mount point; nobody is signed in.
    pub fn new(path: &str, title: &str, county: String, words: Words<'_>) -> Self {
        let word = |key: &str| words.get(key).into_owned();
        Self {
            lang: said_in("staff-shell-title", words),
            root: relative_root(path),
            title: format!("{title} – {}", word("staff-shell-title")),
            stylesheet: assets::stylesheet(),
            icon: assets::icon(),
            county,
            skip: word("shell-skip"),
            navigation_region: word("staff-shell-navigation"),
            navigation: Vec::new(),
            signed_in: None,
            wide: false,
            beside: false,
            skips: Vec::new(),
        }
    }

    /// The same shell for somebody signed in, with links to `pages`: path below `/staff/` and text key each, the one at
    /// `current` marked.
    #[must_use]
    pub fn signed_in(
        mut self,
        user: SignedIn,
        pages: &[(&str, &str)],
        current: &str,
        words: Words<'_>,
    ) -> Self {
        self.navigation = pages
            .iter()
            .map(|(page, key)| Link {
                current: *page == current,
                ..Link::new(format!("{}/staff/{page}", self.root), words.get(key))
            })
            .collect();
        self.signed_in = Some(user);
        self
    }
}

/// "Jatka": the button of a wizard page.
pub fn continue_button(words: Words<'_>) -> Button {
    Button::go("continue", words.get("shell-continue"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_back_to_the_mount_point_from_any_depth() {
        let expected = [
            ("/", "."),
            ("/sv", "."),
            ("/sv/contact", ".."),
            ("/staff/", ".."),
            ("/staff/cases/1", "../.."),
        ];
        for (path, root) in expected {
            assert_eq!(relative_root(path), root, "{path}");
        }
    }
}
