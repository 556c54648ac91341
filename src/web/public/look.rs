//! What the pages of the wizard have in common.

use super::around::Around;
use crate::domain::report::Subject;
use crate::text::Words;
use crate::web::page::component::Block;
use crate::web::page::shell::{Shell, ShellInput};

/// The shell of a page at the address where the visit began.
pub fn shell(around: &Around<'_>, words: Words<'_>, faulty: bool) -> Shell {
    shell_at(around.path, around, words, faulty)
}

/// The shell of a page at `path` below the mount point.
pub fn shell_at(path: &str, around: &Around<'_>, words: Words<'_>, faulty: bool) -> Shell {
    let input = ShellInput {
        path,
        county: around.county.get(words.language()).to_owned(),
        help: around.calls.help(around.now, words),
        languages: around.languages,
        faulty,
    };
    Shell::new(input, words)
}

/// The shell of a page that says itself whether anybody answers now: below it the numbers are enough.
pub fn beside_a_notice(mut shell: Shell, around: &Around<'_>, words: Words<'_>) -> Shell {
    shell.help.lines.truncate(1);
    shell.help.lines.extend(around.calls.numbers(around.now, words));
    shell
}

/// The block of the text `key` on a page or in a part of it that is written in `around`: where the text is said in
/// another language, that is told with it.
pub fn said(block: Block, key: &str, around: &str, words: Words<'_>) -> Block {
    let lang = words.said_in(key).unwrap_or(words.language()).code();
    if lang == around {
        return block;
    }
    Block::Said {
        lang,
        inside: vec![block].into(),
    }
}

/// Whom a case is about, by number: never by name.
pub fn whom(subject: Subject, words: Words<'_>) -> String {
    match subject {
        Subject::Child(index) => words.count("group-child", "number", index.saturating_add(1)),
        Subject::Unborn => words.get("group-unborn").into_owned(),
    }
}
