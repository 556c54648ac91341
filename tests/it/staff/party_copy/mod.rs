//! Copies of a report for its parties: nobody who reported in them, and never given by one person alone.

mod alone;
mod canaries;
mod forbids;
mod protected;
mod refused;

use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::store::StoreError;
use huoli::store::schema::party_copies;
use serde_json::{Value, json};

use super::assessment::{fill, logged};
use super::{Answer, Browser, espoo, far_away, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// Numbers that look as if they fell by chance and fall the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// What the draft form of `page` sends as it stands, beside its token.
fn filled_in(page: &Answer) -> Vec<(String, String)> {
    let form = "form:has(button[value=draft])";
    let mut fields = Vec::new();
    for (css, name) in [
        ("input[name=show][checked]", "show"),
        ("input[name=open][checked]", "open"),
        ("input[name=withheld][checked]", "withheld"),
        ("input[name=recipient][checked]", "recipient"),
        ("select[name=language] option[selected]", "language"),
        ("input[name=version]", "version"),
    ] {
        let values = page.values(&format!("{form} {css}"));
        fields.extend(values.into_iter().map(|value| (name.to_owned(), value)));
    }
    assert!(
        fields.iter().any(|(name, _)| name == "version"),
        "{}",
        page.words()
    );
    fields
}

/// Posts the draft form of `page` with `more` fields.
pub async fn draft_of(browser: &Browser<'_>, path: &str, page: &Answer, more: &[(&str, &str)]) -> Answer {
    let fields = filled_in(page);
    let mut all: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    all.push(("go", "draft"));
    all.extend_from_slice(more);
    browser.post(path, &all).await
}

pub const FOR_A_GUARDIAN: [(&str, &str); 2] = [("recipient", "guardian"), ("withheld", "private_interest")];

/// Opens the only case of the queue and makes a draft of it as it is proposed; gives the way to the copy.
async fn drafted(browser: &Browser<'_>) -> (String, String) {
    let case = browser.get("/staff/queue").await.cases().remove(0);
    browser.get(&case).await;
    let list = format!("{case}/party-copy");
    let page = browser.get(&list).await;
    let done = draft_of(browser, &list, &page, &FOR_A_GUARDIAN).await;
    assert_eq!(done.status, 303, "{}", done.words());
    let copy = done.location().rsplit('/').next().expect("an id").to_owned();
    (case, format!("{list}/{copy}"))
}

/// A neighbour's report with words that tell, about two children.
fn neighbours() -> Value {
    json!({
        "reporter_role": "private_person",
        "reporter": {"name": "Kanarialintu Naapurinen", "phone": "000 765 4321", "relation": "other_private"},
        "children": [
            {"first_names": "Aino", "last_name": "Mallinen", "birth_date": "2016-05-01",
             "residence": {"municipality": "049", "postal_code": "02770", "street_address": "Mallikuja 5"}},
        ],
        "concern": {"description": "Olen perheen naapuri Kanarialintu, numeroni on 000 765 4321. Lapsi itkee iltaisin."},
        "worker_only": "Kanaria asuu alakerrassa.",
        "guardians": [{"name": "Helmi Mallinen"}],
    })
}

const TELLS: [&str; 5] = ["Kanaria", "Naapurinen", "765 4321", "alakerrassa", "naapuri"];

on_both! {
    fn a_copy_goes_through_two_hands(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let elli = worker(&app, "elli", Role::Supervisor, &[&espoo(&app)]);
        let pekka = worker(&app, "pekka", Role::Supervisor, &[&neighbour(&app, &espoo(&app))]);
        let farid = worker(&app, "farid", Role::Supervisor, &[&far_away(&app, &espoo(&app))]);
        app.file(&neighbours());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            assert!(browser.get(&case).await.links("a").iter().any(|link| link.ends_with("/party-copy")));
            let list = format!("{case}/party-copy");
            let page = browser.get(&list).await;
            let shown = page.select("mark").join("|");
            for mark in ["Kanarialintu", "000 765 4321"] {
                assert!(shown.contains(mark), "{mark} in {shown}");
            }
            assert!(page.values("input[name=open][checked]").is_empty(), "nothing is shown that nobody chose");
            assert!(!page.words().contains("alakerrassa") && !page.words().contains("Naapurinen"), "{}", page.words());
            // What is covered needs its ground; everything typed stays.
            let lacks = draft_of(&browser, &list, &page, &[("recipient", "guardian"), ("words", "itkee")]).await;
            assert_eq!((lacks.status, lacks.links(".govuk-error-summary a")), (422, vec!["#withheld".to_owned()]));
            assert_eq!(lacks.values("input[name=recipient][checked]"), ["guardian"]);
            assert_eq!(lacks.select("textarea[name=words]"), ["itkee"]);
            let lacks = draft_of(&browser, &list, &page, &[]).await;
            assert_eq!(lacks.links(".govuk-error-summary a"), ["#recipient", "#withheld"]);
            assert_eq!(logged(&app, "party_copy_drafted"), 0);

            let (_, path) = drafted(&browser).await;
            let page = browser.get(&path).await;
            assert!(page.words().contains("Luonnos. Saaja: Huoltaja. Tehnyt MAIJA Mallinen"), "{}", page.words());
            assert!(page.words().contains("[peitetty]"));
            // The worker covers one word more, and shows one that was marked.
            let open = page.values("input[name=open]").remove(0);
            let more = [("words", "iltaisin"), ("open", open.as_str())];
            let changed = draft_of(&browser, &path, &page, &more).await;
            assert_eq!(changed.status, 303, "{}", changed.words());
            let page = browser.get(&path).await;
            assert_eq!(page.values("input[name=open][checked]"), [open]);
            let stale = fill_stale(&browser, &path, &page).await;
            assert_eq!(stale.status, 409, "a page from before");
            let back = page.values("form:has(button[value=draft]) input[name=version]").remove(0);
            let covered: Vec<_> = filled_in(&page).into_iter().filter(|(name, _)| name != "open").collect();
            let mut all: Vec<(&str, &str)> = covered.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            all.extend([("go", "draft"), ("words", "iltaisin")]);
            assert_eq!((back.as_str(), browser.post(&path, &all).await.status), ("2", 303));

            // Who made it does not release it, nor does a worker; nothing is printed before.
            let page = browser.get(&path).await;
            assert!(page.buttons("button[value=release]").is_empty() && page.words().contains("Kopion hyväksyy esihenkilö"));
            let alone = browser.post(&path, &[("go", "release"), ("version", "3"), ("ground", "party")]).await;
            assert_eq!(alone.status, 404);
            let print = format!("{path}/print");
            assert_eq!(browser.get(&print).await.status, 404);
            for other in [&pekka, &farid] {
                let other = site.signed_in(&app, other).await;
                other.get("/staff/queue").await;
                for way in [&list, &path, &print] {
                    assert_eq!(other.get(way).await.status, 404);
                }
                let fields = [("go", "release"), ("version", "3"), ("ground", "party")];
                assert_eq!(other.post(&path, &fields).await.status, 404);
            }
            let second = site.signed_in(&app, &elli).await;
            let page = second.get(&path).await;
            let lacks = fill(&second, &path, &page, "release", &[]).await;
            assert_eq!((lacks.status, lacks.links(".govuk-error-summary a")), (422, vec!["#ground".to_owned()]));
            let old = second.post(&path, &[("go", "release"), ("version", "2"), ("ground", "party")]).await;
            assert_eq!(old.status, 409, "what was not read is not released");
            let done = fill(&second, &path, &page, "release", &[("ground", "party")]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert_eq!((logged(&app, "party_copy_released"), logged(&app, "party_copy_printed")), (1, 0));

            let paper = browser.get(&print).await;
            assert_eq!((paper.status, logged(&app, "party_copy_printed")), (200, 1));
            for there in ["Kopio ilmoituksesta", "Aino", "Mallikuja 5", "Lapsi itkee [peitetty]", "julkisuuslaki 11 §", "Helmi Mallinen"] {
                assert!(paper.words().contains(there), "{there} in {}", paper.words());
            }
            for tells in TELLS {
                assert!(!paper.text.contains(tells), "{tells} in {}", paper.words());
            }
            for worker in ["MAIJA", "ELLI"] {
                assert!(!paper.text.contains(worker), "no worker's name goes along");
            }
            // Released, it stays as it is.
            let page = browser.get(&path).await;
            assert!(page.buttons("button[value=draft], button[value=discard]").is_empty());
            for go in ["draft", "discard"] {
                let fields = [("go", go), ("version", "3"), ("recipient", "child"), ("withheld", "child_interest")];
                assert_eq!(browser.post(&path, &fields).await.status, 409, "{go}");
            }

            given_once(&browser, &path, &page).await;
            let events = browser.get(&case).await.words();
            for event in ["kopio luonnosteltu: MAIJA", "kopio hyväksytty: ELLI", "kopio avattu tulostettavaksi: MAIJA", "kopio annettu: MAIJA"] {
                assert!(events.contains(event), "{event} in {events}");
            }
        });
        assert_eq!((logged(&app, "party_copy_drafted"), logged(&app, "party_copy_given")), (3, 1));
        everything_is_sealed(&app);
    }
}

/// Posts the draft form of `page` as if it had been drawn from the version before.
async fn fill_stale(browser: &Browser<'_>, path: &str, page: &Answer) -> Answer {
    let fields: Vec<_> = filled_in(page)
        .into_iter()
        .filter(|(name, _)| name != "version")
        .collect();
    let mut all: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    all.extend([("version", "1"), ("go", "draft")]);
    browser.post(path, &all).await
}

/// Writes down to whom the released copy of `page` was given: with all that it takes, and once.
async fn given_once(browser: &Browser<'_>, path: &str, page: &Answer) {
    let lacks = browser
        .post(path, &[("go", "given"), ("given_on", "1.1.2027")])
        .await;
    assert_eq!(
        (lacks.status, lacks.links(".govuk-error-summary a")),
        (
            422,
            vec![
                "#given_to".to_owned(),
                "#given_on".to_owned(),
                "#given_how".to_owned()
            ]
        )
    );
    let given = [
        ("given_to", "Helmi Mallinen"),
        ("given_how", "meeting"),
        ("given_on", "20.11.2026"),
    ];
    let done = fill(browser, path, page, "given", &given).await;
    assert_eq!(done.status, 303, "{}", done.words());
    let page = browser.get(path).await;
    assert!(
        page.words()
            .contains("Annettu 20.11.2026: Helmi Mallinen. Tapaaminen. Merkinnyt MAIJA"),
        "{}",
        page.words()
    );
    let twice = browser
        .post(
            path,
            &[
                ("go", "given"),
                ("given_to", "Muu"),
                ("given_how", "letter"),
                ("given_on", "20.11.2026"),
            ],
        )
        .await;
    assert_eq!(twice.status, 409);
}

/// Nothing of a copy or of whom it was given to can be read in the database.
fn everything_is_sealed(app: &TestApp) {
    let stored = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            let rows: Vec<(Vec<u8>, Option<Vec<u8>>)> = party_copies::table
                .select((party_copies::body, party_copies::given))
                .load(tx.conn())?;
            Ok(rows)
        })
        .expect("the table is read");
    for (body, given) in stored {
        let all = [body, given.unwrap_or_default()].concat();
        assert!(
            !String::from_utf8_lossy(&all).contains("Mallinen"),
            "everything is sealed"
        );
    }
}
