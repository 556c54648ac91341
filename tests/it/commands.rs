//! What the commands print, word for word, and their exit codes: `tests/cmd/*.trycmd`. After a wanted change
//! `TRYCMD=overwrite cargo test --test it commands` writes them anew.

#[test]
fn the_commands_print_what_their_stories_say() {
    // A folder without settings, so that nothing of the developer's is read.
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}
