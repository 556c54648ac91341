//! What is generated stands in the repository as it would be generated now.

use std::fs;
use std::path::Path;

use huoli::config;

#[test]
fn the_reference_of_settings_is_that_of_the_table() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let wanted = config::reference();
    let update = config::process_environment().contains_key("UPDATE_DOCS");
    if update {
        fs::write(&page, &wanted).expect("the page is written");
    }
    let found = fs::read_to_string(&page).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/configuration.md is stale: UPDATE_DOCS=1 cargo test the_reference"
    );
}
