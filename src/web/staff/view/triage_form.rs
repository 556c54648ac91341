//! The decision form of a case: urgency, decision, who has it, why. Nothing is chosen beforehand, but whose the case
//! is already, and the reasons that the report names by code.

use crate::domain::codes::Reason;
use crate::domain::lifecycle::Urgency;
use crate::domain::triage::{Decision, Ground, LONGEST, Lack, Proposal};
use crate::intake::open_case::CaseFile;
use crate::intake::triage::Sheet;
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::{Choice, Choices, FieldFault, Label, TextArea, TextField, Width};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::{FaultLink, Link};
use crate::web::staff::look::{Look, csrf};
use crate::web::staff::triage::{self, ACCEPT, SAVE_AND_NEXT};

use super::triage_faults::{field, text};
use super::{aside, proposal, triage_codes, triage_start};

/// What was typed and not taken, and why.
#[derive(Default)]
pub struct Typed {
    urgency: String,
    called_at: String,
    decision: String,
    special_support: bool,
    ground: String,
    assignee: String,
    reason: String,
    reasons: Vec<Reason>,
    start: triage_start::Typed,
    lacks: Vec<Lack>,
    misgiven: Option<&'static str>,
    overtaken: bool,
}

impl Typed {
    /// What was posted.
    pub fn of(fields: &Fields) -> Self {
        Self {
            urgency: fields.get("urgency").to_owned(),
            called_at: fields.get("called_at").to_owned(),
            decision: fields.get("decision").to_owned(),
            special_support: !fields.get("special_support").is_empty(),
            ground: fields.get("ground").to_owned(),
            assignee: fields.get("assignee").to_owned(),
            reason: fields.get("reason").replace("\r\n", "\n"),
            reasons: triage::reasons(fields),
            start: triage_start::Typed::of(fields),
            ..Self::default()
        }
    }

    /// With what lacks in it.
    #[must_use]
    pub fn lacking(self, lacks: Vec<Lack>) -> Self {
        Self { lacks, ..self }
    }

    /// It cannot be given to whoever was chosen: why not, as a key of the texts.
    #[must_use]
    pub fn misgiven(self, why: &'static str) -> Self {
        Self {
            misgiven: Some(why),
            ..self
        }
    }

    /// Somebody else changed the case meanwhile.
    #[must_use]
    pub fn overtaken(self) -> Self {
        Self {
            overtaken: true,
            ..self
        }
    }

    /// What is wrong, each with the field it is at.
    pub fn faults(&self, look: &Look) -> Vec<FaultLink> {
        let lacks = self.lacks.iter().map(|lack| (field(*lack), text(*lack)));
        let misgiven = self.misgiven.map(|why| ("assignee", why));
        let late = self.overtaken.then_some(("decision", "triage-overtaken"));
        lacks
            .chain(misgiven)
            .chain(late)
            .map(|(id, key)| FaultLink {
                id: id.to_owned(),
                text: look.words.count(key, "max", LONGEST),
            })
            .collect()
    }

    /// What was typed, each with the name of its field, for a page that has the form no more.
    pub fn words(&self, look: &Look) -> Vec<(String, String)> {
        let code = |list: &str, code: &str| look.words.code(list, code).into_owned();
        let typed = [
            ("triage-urgency", code("triage_urgency", &self.urgency)),
            ("triage-called-at", self.called_at.clone()),
            ("triage-decision", code("triage_decision", &self.decision)),
            ("triage-ground", code("unneeded_ground", &self.ground)),
            ("triage-reason", self.reason.clone()),
        ];
        typed.map(|(key, text)| (look.word(key), text)).into()
    }

    fn fault(&self, look: &Look, id: &str) -> Option<FieldFault> {
        let at_field = self.faults(look).into_iter().find(|fault| fault.id == id)?;
        Some(FieldFault {
            prefix: look.word("error-prefix"),
            text: at_field.text,
        })
    }
}

/// The blocks of the decision: what is proposed, the form, and the way to put the case aside. `folder` is the way from the
/// page to the case.
pub fn blocks(
    look: &Look,
    file: &CaseFile,
    sheet: &Sheet,
    signed: &SignedIn,
    folder: &str,
    typed: Option<&Typed>,
    typed_aside: Option<&str>,
) -> Vec<Block> {
    let drawer = Drawer {
        look,
        file,
        sheet,
        signed,
        folder,
        typed,
    };
    let mut blocks = vec![Block::Heading(look.word("triage-title"))];
    if let Some((proposal, by)) = &sheet.proposal {
        blocks.extend(drawer.proposal(proposal, by));
    }
    blocks.push(Block::Form(drawer.form()));
    blocks.push(aside::block(look, signed, folder, typed_aside));
    blocks
}

struct Drawer<'a> {
    look: &'a Look,
    file: &'a CaseFile,
    sheet: &'a Sheet,
    signed: &'a SignedIn,
    folder: &'a str,
    typed: Option<&'a Typed>,
}

impl Drawer<'_> {
    fn label(&self, id: &str, key: &str) -> Label {
        let mut label = Label::new(id, self.look.word(key));
        label.error = self.typed.and_then(|typed| typed.fault(self.look, id));
        let hint = format!("{key}-hint");
        if self.look.words.has(&hint) {
            label.hint = Some(self.look.word(&hint));
        }
        label
    }

    /// The label of the first question, in hand from the start for whoever chose that; not where faults are to be read first.
    fn first(&self, id: &str, key: &str) -> Label {
        let mut label = self.label(id, key);
        label.focus = self.signed.session.quick_triage && self.typed.is_none();
        label
    }

    fn hidden(&self) -> Vec<Hidden> {
        let mut hidden = csrf(self.signed);
        hidden.push(Hidden {
            name: "version".into(),
            value: self.file.case.version.to_string(),
        });
        hidden
    }

    fn form(&self) -> StaffForm {
        let look = self.look;
        let mut blocks = self.urgency();
        blocks.push(self.decision());
        blocks.push(self.special_support());
        blocks.extend(self.ground());
        blocks.push(self.assignee());
        blocks.push(Block::Area(TextArea {
            label: self.label("reason", "triage-reason"),
            value: self.typed.map(|typed| typed.reason.clone()).unwrap_or_default(),
            rows: 4,
        }));
        let ticked = self.typed.map(|typed| typed.reasons.as_slice());
        blocks.extend(triage_codes::block(look, self.file, self.sheet, ticked));
        blocks.extend(self.start());
        if !self.sheet.signs {
            blocks.push(Block::Paragraph(look.word("triage-is-proposal")));
        }
        StaffForm {
            action: format!("{}/triage", self.folder),
            hidden: self.hidden(),
            blocks: blocks.into(),
            buttons: vec![
                Button::go(SAVE_AND_NEXT, look.word("triage-save-next"))
                    .key('t', self.signed.session.accesskeys),
                Button::go("save", look.word("triage-save")).looking(ButtonLook::Secondary),
            ],
        }
    }

    fn urgency(&self) -> Vec<Block> {
        let look = self.look;
        if let Some(signed) = self.sheet.signed {
            let word = look.words.code("triage_urgency", signed.as_str());
            return vec![Block::Paragraph(look.words.with(
                "triage-urgency-signed",
                "urgency",
                &word,
            ))];
        }
        let chosen = self.typed.map(|typed| typed.urgency.as_str());
        let items = Urgency::ALL.into_iter().map(|urgency| Choice {
            value: urgency.as_str().to_owned(),
            label: look.words.code("triage_urgency", urgency.as_str()).into_owned(),
            hint: None,
            checked: chosen == Some(urgency.as_str()),
        });
        let radios = Choices {
            label: self.first("urgency", "triage-urgency"),
            items: items.collect(),
            small: true,
        };
        let mut label = self.label("called_at", "triage-called-at");
        if let (Some(hint), Some(duty)) = (&mut label.hint, look.duty(self.file.case.county)) {
            hint.push(' ');
            hint.push_str(&look.words.with("triage-call", "duty", &duty));
        }
        let mut called = TextField::new(
            label,
            self.typed
                .map(|typed| typed.called_at.clone())
                .unwrap_or_default(),
        );
        called.width = Width::Ten;
        called.inputmode = Some("numeric");
        vec![Block::Radios(radios), Block::Text(called)]
    }

    fn decision(&self) -> Block {
        let look = self.look;
        let chosen = self.typed.map(|typed| typed.decision.as_str());
        let items = Decision::open_to(self.sheet.unborn).map(|decision| {
            let hint = format!("triage-decision-{}-hint", decision.as_str().replace('_', "-"));
            Choice {
                value: decision.as_str().to_owned(),
                label: look.words.code("triage_decision", decision.as_str()).into_owned(),
                hint: look.words.has(&hint).then(|| look.word(&hint)),
                checked: chosen == Some(decision.as_str()),
            }
        });
        let label = if self.sheet.signed.is_some() {
            self.first("decision", "triage-decision")
        } else {
            self.label("decision", "triage-decision")
        };
        Block::Radios(Choices {
            label,
            items: items.collect(),
            small: true,
        })
    }

    fn special_support(&self) -> Block {
        let tick = Choice {
            value: "yes".to_owned(),
            label: self.look.word("triage-special-support"),
            hint: None,
            checked: self.typed.is_some_and(|typed| typed.special_support),
        };
        let label = Label::new("special_support", self.look.word("triage-special-support"));
        Block::Flag(Choices {
            label,
            items: vec![tick],
            small: true,
        })
    }

    fn assignee(&self) -> Block {
        let me = self.signed.session.scope.staff;
        let held = self.sheet.holder.map(|id| id.to_string()).unwrap_or_default();
        let chosen = self.typed.map_or(held.as_str(), |typed| typed.assignee.as_str());
        let signer = Choice {
            value: String::new(),
            label: self.look.word("triage-assignee-signer"),
            hint: None,
            checked: chosen.is_empty(),
        };
        let mut colleagues: Vec<_> = self.sheet.colleagues.iter().collect();
        colleagues.sort_by_key(|colleague| colleague.id != me);
        let items = colleagues.into_iter().map(|colleague| Choice {
            value: colleague.id.to_string(),
            label: colleague.name.clone(),
            hint: None,
            checked: chosen == colleague.id.to_string(),
        });
        Block::Select(Choices::new(
            self.label("assignee", "triage-assignee"),
            std::iter::once(signer).chain(items).collect(),
        ))
    }

    /// What was proposed and by whom; with one control for whoever may sign it.
    fn proposal(&self, proposed: &Proposal, by: &str) -> Vec<Block> {
        let mut blocks = proposal::blocks(self.look, proposed, by);
        if self.sheet.signs {
            blocks.push(Block::Form(StaffForm {
                action: format!("{}/triage", self.folder),
                hidden: self.hidden(),
                blocks: Vec::new().into(),
                buttons: vec![Button::go(ACCEPT, self.look.word("triage-accept"))],
            }));
            blocks.push(Block::Subheading(self.look.word("triage-or-decide")));
        }
        blocks
    }

    /// Why an assessment is obviously unnecessary.
    fn ground(&self) -> Option<Block> {
        if self.sheet.unborn {
            return None;
        }
        let look = self.look;
        let chosen = self.typed.map_or("", |typed| typed.ground.as_str());
        let choice = |value: &str, label: String| Choice {
            value: value.to_owned(),
            label,
            hint: None,
            checked: chosen == value,
        };
        let grounds = Ground::ALL.into_iter().map(|ground| {
            let label = look.words.code("unneeded_ground", ground.as_str());
            choice(ground.as_str(), label.into_owned())
        });
        let items = std::iter::once(choice("", look.word("triage-ground-none"))).chain(grounds);
        Some(Block::Select(Choices::new(
            self.label("ground", "triage-ground"),
            items.collect(),
        )))
    }

    fn start(&self) -> Option<Block> {
        let clocks = self.file.case.clocks.filter(|_| !self.sheet.unborn)?;
        let labels = (
            self.label("started_on", "triage-started-on"),
            self.label("start_delay", "work-start-delay"),
        );
        let typed = self.typed.map(|typed| &typed.start);
        Some(triage_start::block(self.look, &clocks, labels, typed))
    }
}

/// The way past the report to the first question of the decision.
pub fn skip(look: &Look, sheet: &Sheet) -> Link {
    let first = if sheet.signed.is_some() {
        "#decision"
    } else {
        "#urgency"
    };
    Link::new(first, look.word("triage-skip"))
}
