//! The example of docs/directory.md is a file that can be imported.

use std::fs;
use std::path::Path;

use super::{desk, done, import};
use crate::harness::app::TestApp;
use crate::harness::db::TestDb;

/// The text between a line that begins a block of `language` and the line that ends it.
fn block(page: &str, language: &str) -> String {
    let lines = page.lines().skip_while(|line| *line != format!("```{language}"));
    let inside = lines.skip(1).take_while(|line| *line != "```");
    inside.flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn the_example_of_the_page_is_imported_as_a_table_and_as_json() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/directory.md");
    let page = fs::read_to_string(page).expect("the page is there");
    let app = TestApp::new(TestDb::sqlite());
    let folder = desk(&app);
    let told = import(folder.path(), &app, &block(&page, "csv"));
    assert!(told.contains("Stored."), "{told}");
    fs::write(folder.path().join("offices.json"), block(&page, "json")).unwrap();
    let told = done(folder.path(), &app, &["offices", "import", "offices.json"]);
    assert!(told.contains("0 changes:"), "the same content: {told}");
    for column in huoli::directory_file::Column::ALL {
        let name = format!("| `{}` |", column.as_str());
        assert!(page.contains(&name), "the page tells of {name}");
    }
}
