//! One sample of each page, for the tests that render every page in every language. The people in them are invented.

use crate::domain::language::{Language, Offered};
use crate::text::{Texts, Words};

use super::component::{Block, Button, ButtonLook, Details, Fieldset};
use super::field::{Choice, Choices, DateField, FieldFault, Label, TextArea, TextField, Width};
use super::pages::{Hidden, PlainPage, StaffForm, StaffPage, StepPage};
use super::picture::Picture;
use super::shell::{Shell, ShellInput, SignOut, SignedIn, StaffShell, continue_button};
use super::view::{
    Banner, Colour, Column, ErrorSummary, FaultLink, Line, Link, Pagination, Panel, Row, RowAction, Sorted,
    SummaryList, SummaryRow, Table, Tag,
};

fn words(language: Language) -> Words<'static> {
    Texts::embedded().words(language)
}

fn shell(language: Language, path: &str, faulty: bool) -> Shell {
    let input = ShellInput {
        path,
        county: "Varsinais-Suomen hyvinvointialue".to_owned(),
        help: vec![
            "Sosiaalipäivystys, koko alue: 000 000 0000, aina auki."
                .to_owned()
                .into(),
        ],
        languages: &Offered::default(),
        faulty,
    };
    Shell::new(input, words(language))
}

fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: None,
        checked: false,
    }
}

fn fault(text: &str) -> FieldFault {
    FieldFault {
        prefix: "Virhe".to_owned(),
        text: text.to_owned(),
    }
}

/// A question page with radio buttons whose legend is the h1.
pub fn who(language: Language) -> StepPage {
    let mut label = Label::new("reporter_role", "Kenenä ilmoitat?");
    label.heading = true;
    let mut items = vec![
        choice("private_person", "Olen huolissani lapsesta"),
        choice("guardian", "Olen lapsen vanhempi tai huoltaja"),
        choice("young_person", "Olen itse lapsi tai nuori"),
        choice(
            "professional",
            "Ilmoitan työni tai luottamus\u{ad}tehtäväni puolesta",
        ),
    ];
    if let Some(first) = items.first_mut() {
        first.hint = Some("Esimerkiksi sukulainen, naapuri tai ystävä".to_owned());
    }
    StepPage {
        shell: shell(language, "/", false).step(true, true),
        caption: Some("Kysymys 1 / 6".to_owned()),
        errors: None,
        heading: None,
        blocks: vec![Block::Radios(Choices::new(label, items))].into(),
        hidden: vec![Hidden {
            name: "state".into(),
            value: "sealed".to_owned(),
        }],
        buttons: vec![continue_button(words(language))],
        files: false,
        after: vec![].into(),
    }
}

/// The page about the child, with faults, a date, details and further buttons.
pub fn child(language: Language) -> StepPage {
    let mut code = Label::new("children[0].personal_identity_code", "Henkilötunnus");
    code.hint = Some("Esimerkiksi 010516B903X".to_owned());
    code.error = Some(fault("Tarkista henkilötunnus tai jätä se tyhjäksi"));
    let mut birth = Label::new("children[0].birth_date", "Syntymäaika");
    birth.hint = Some("Päivä ja kuukausi voivat puuttua".to_owned());
    let mut code_field = TextField::new(code, "010516B903Y");
    code_field.width = Width::Twenty;
    StepPage {
        shell: shell(language, "/", true).step(true, true),
        caption: Some("Kysymys 3 / 6".to_owned()),
        errors: Some(ErrorSummary {
            title: "Tarkista nämä kohdat".to_owned(),
            faults: vec![FaultLink {
                id: "children-0-personal_identity_code".to_owned(),
                text: "Tarkista henkilötunnus tai jätä se tyhjäksi".to_owned(),
            }],
        }),
        heading: Some("Kenestä lapsesta olet huolissasi?".to_owned()),
        blocks: vec![
            Block::Paragraph("Kaikki kohdat ovat vapaa\u{ad}ehtoisia.".to_owned()),
            Block::Text(TextField::new(
                Label::new("children[0].first_names", "Etunimi"),
                "Aino <Testi>",
            )),
            Block::Text(TextField::new(
                Label::new("children[0].recognise_text", "Mistä lapsen voi tunnistaa?"),
                "",
            )),
            Block::Details(Details {
                summary: "Tiedän enemmän".to_owned(),
                open: true,
                inside: vec![
                    Block::Date(DateField::new(
                        birth,
                        ["Päivä", "Kuukausi", "Vuosi"].map(str::to_owned),
                        ["1", "5", "2016"].map(str::to_owned),
                    )),
                    Block::Text(code_field),
                    Block::Flag(Choices::new(
                        Label::new("children[0].protected_address", ""),
                        vec![choice("yes", "Lapsella on turvakielto")],
                    )),
                ]
                .into(),
            }),
        ]
        .into(),
        hidden: vec![Hidden {
            name: "state".into(),
            value: "sealed".to_owned(),
        }],
        buttons: vec![
            continue_button(words(language)),
            Button::go("add_child", "Lisää toinen lapsi").looking(ButtonLook::Secondary),
            Button::go("unborn", "Lapsi ei ole vielä syntynyt").looking(ButtonLook::Secondary),
        ],
        files: false,
        after: vec![].into(),
    }
}

/// The page with the free text.
pub fn concern(language: Language) -> StepPage {
    let mut label = Label::new("concern.description", "Kerro omin sanoin");
    label.hint = Some("Milloin ja kuinka usein?".to_owned());
    let reasons = [
        "Väkivalta",
        "Päihteiden käyttö",
        "Lapsen hoidon tai huolenpidon puute",
        "Muu",
    ];
    StepPage {
        shell: shell(language, "/", false).step(true, true),
        caption: Some("Kysymys 4 / 6".to_owned()),
        errors: None,
        heading: Some("Mistä olet huolissasi?".to_owned()),
        blocks: vec![
            Block::Inset(
                "Huoltajat saavat yleensä lukea tekstin. Jos haluat pysyä nimettömänä, älä kirjoita asioita, joista \
                 sinut voi tunnistaa."
                    .to_owned(),
            ),
            Block::Area(TextArea { label, value: "\nEnsimmäinen rivi on tyhjä.".to_owned(), rows: 8 }),
            Block::Fieldset(Fieldset {
                legend: "Mistä on kyse?".to_owned(),
                inside: vec![Block::Checkboxes(Choices::new(
                    Label::new("concern.reasons", "Valitse kaikki sopivat"),
                    reasons.into_iter().map(|text| choice(text, text)).collect(),
                ))]
                .into(),
            }),
        ]
        .into(),
        hidden: vec![],
        buttons: vec![continue_button(words(language))],
        files: false,
        after: vec![].into(),
    }
}

/// The check page: no hidden Continue, because sending is deliberate.
pub fn check(language: Language) -> StepPage {
    let row = |key: &str, value: &str| SummaryRow {
        key: key.to_owned(),
        value: vec![Line::text(value)],
        action: Some(RowAction::Button(
            Button::go("change:child", "Muuta")
                .looking(ButtonLook::Link)
                .hidden(key),
        )),
    };
    StepPage {
        shell: shell(language, "/", false).step(false, true),
        caption: None,
        errors: None,
        heading: Some("Tarkista ja lähetä".to_owned()),
        blocks: vec![
            Block::Heading("Perhe voi nähdä nämä".to_owned()),
            Block::Summary(SummaryList {
                rows: vec![
                    row("Lapsen nimi", "Aino Testi"),
                    row(
                        "Mistä olet huolissasi?",
                        "Ensimmäinen rivi.\nToinen rivi, jossa on pitkäsananenyhdistelmäsanahirviö.",
                    ),
                    row("Lapsen tunnistaminen", "Ei annettu"),
                ],
            }),
            Block::Warning {
                prefix: "Huomio".to_owned(),
                text: "Tekstissä on puhelinnumero, josta sinut voi tunnistaa.".to_owned(),
            },
        ]
        .into(),
        hidden: vec![],
        buttons: vec![Button::go("send", "Lähetä ilmoitus")],
        files: true,
        after: vec![].into(),
    }
}

/// The receipt.
pub fn receipt(language: Language) -> PlainPage {
    PlainPage {
        shell: shell(language, "/", false),
        heading: String::new(),
        panel: Some(Panel {
            title: "Ilmoitus on lähetetty".to_owned(),
            lines: vec!["LS-7K3M-92QX".to_owned(), "ti 24.11.2026 klo 14.05".to_owned()],
        }),
        blocks: vec![
            Block::Heading("Seurantatunnus".to_owned()),
            Block::Code("7K3M 92QX 0000 AAAA 1111 BBBB".to_owned()),
            Block::Paragraph("Kirjoita tunnus talteen. Emme näytä sitä uudelleen.".to_owned()),
            Block::Steps(vec![
                "Kiireellisyys arvioidaan heti.".to_owned(),
                "Jos arviointi tarvitaan, se alkaa viimeistään ti 1.12.".to_owned(),
            ]),
            Block::Links(vec![Link::new("./contacts", "Haluan vain kysyä neuvoa")]),
        ]
        .into(),
    }
}

/// A staff list and a staff form on one page.
pub fn queue(language: Language) -> StaffPage {
    let mut shell = StaffShell::new(
        "/staff/queue",
        "Jono",
        "Länsi-Uudenmaan hyvinvointialue".to_owned(),
        words(language),
    )
    .signed_in(
        SignedIn {
            name: "M. Mallinen".to_owned(),
            account: words(language).get("account-title").into_owned(),
            sign_out: SignOut {
                label: "Kirjaudu ulos".to_owned(),
                csrf: "token".to_owned(),
            },
        },
        &[
            ("queue", "shell-title"),
            ("transfers", "shell-privacy"),
            ("search", "shell-contact"),
        ],
        "queue",
        words(language),
    );
    shell.wide = true;
    StaffPage {
        shell,
        banner: Some(Banner {
            title: "Tallennettu".to_owned(),
            text: "Arvio on tallennettu.".to_owned(),
            success: true,
        }),
        errors: None,
        caption: None,
        heading: "Jono".to_owned(),
        before: vec![
            Block::Tags(vec![
                Tag {
                    text: "Turvakielto".to_owned(),
                    colour: Colour::Yellow,
                },
                Tag {
                    text: "Syntymätön".to_owned(),
                    colour: Colour::Magenta,
                },
            ]),
            Block::Table(queue_table()),
        ]
        .into(),
        form: Some(StaffForm {
            action: "queue".to_owned(),
            hidden: vec![Hidden {
                name: "csrf".into(),
                value: "token".to_owned(),
            }],
            blocks: vec![Block::Select(Choices::new(
                Label::new("assignee", "Kenelle"),
                vec![choice("me", "Minä"), choice("other", "E. Esimerkki")],
            ))]
            .into(),
            buttons: vec![Button::go("assign", "Anna")],
        }),
        after: vec![Block::Words {
            text: "Raportin omat sanat\nrivi kaksi".to_owned(),
            lang: Some("fi".to_owned()),
        }]
        .into(),
        pages: Some(Pagination {
            label: "Sivut".to_owned(),
            previous: None,
            next: Some(Link::new("?after=1", "Seuraavat 25")),
        }),
    }
}

/// A page with a picture that is drawn in it, a key to type and a password.
pub fn set_up(language: Language) -> StaffPage {
    let shell = StaffShell::new(
        "/staff/set-up/x",
        "Tili",
        "Länsi-Uudenmaan hyvinvointialue".to_owned(),
        words(language),
    );
    let mut password = TextField::new(Label::new("password", "Uusi salasana"), "");
    password.kind = "password";
    password.autocomplete = "new-password";
    let address = "otpauth://totp/Huoli:m.mallinen?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Huoli";
    let mut blocks = vec![Block::Text(password)];
    blocks.extend(Picture::qr(address, "QR-koodi".to_owned()).map(Block::Picture));
    blocks.push(Block::Code("GEZD GNBV GY3T QOJQ".to_owned()));
    StaffPage {
        shell,
        banner: None,
        errors: None,
        caption: None,
        heading: "Ota tilisi käyttöön".to_owned(),
        before: Vec::new().into(),
        form: Some(StaffForm {
            action: "x".to_owned(),
            hidden: Vec::new(),
            blocks: blocks.into(),
            buttons: vec![Button::go("set-up", "Ota käyttöön")],
        }),
        after: Vec::new().into(),
        pages: None,
    }
}

fn queue_table() -> Table {
    let cells = |reference: &str, urgent: bool| Row {
        cells: vec![
            vec![
                Line::Link(Link::new("../staff/cases/1", reference)),
                Line::Quiet("ti 24.11. klo 14.05".to_owned()),
            ],
            vec![Line::text("s. 2016, Espoo")],
            vec![if urgent {
                Line::Tag(Tag {
                    text: "Heti".to_owned(),
                    colour: Colour::Red,
                })
            } else {
                Line::Tag(Tag {
                    text: "Saapunut".to_owned(),
                    colour: Colour::Blue,
                })
            }],
            vec![Line::text("to 3.12. · 7. arkipäivä")],
        ],
    };
    Table {
        caption: "Käsittelemättömät".to_owned(),
        caption_hidden: false,
        columns: vec![
            Column {
                label: "Tunnus".to_owned(),
                sort: Some(("?sort=arrived".to_owned(), Sorted::Ascending)),
            },
            Column::plain("Lapsi"),
            Column::plain("Kiireellisyys"),
            Column::plain("7. arkipäivä"),
        ],
        rows: vec![cells("LS-7K3M-92QX", true), cells("LS-AB12-CD34", false)],
    }
}
