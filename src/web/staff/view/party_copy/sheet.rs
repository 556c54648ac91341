//! The form in which a worker decides what a copy shows.

use std::collections::BTreeSet;

use super::{copy, marks};
use crate::domain::language::Language;
use crate::domain::party_copy::{
    Cut, Decisions, Draft, Item, LONGEST_WORDS, Recipient, TypedDraft, Value, Withheld,
};
use crate::intake::party_copy::Material;
use crate::web::extract::csrf::Fields;
use crate::web::page::component::Block;
use crate::web::page::field::{Choice, Choices, FieldFault, Label, TextArea};
use crate::web::page::view::{FaultLink, Line};
use crate::web::staff::look::Look;

/// What the form holds. It holds what somebody typed, therefore it has no `Debug`.
pub struct Sheet {
    recipient: Option<Recipient>,
    language: Language,
    decisions: Decisions,
    words: String,
    withheld: Vec<Withheld>,
    /// What was posted while the copy is closed, by its fields: nothing else is known of it then.
    kept: Vec<(String, String)>,
    faults: Vec<FaultLink>,
}

/// What the form sends of what somebody typed and chose.
const TYPED: [&str; 6] = ["recipient", "language", "show", "open", "words", "withheld"];

impl Sheet {
    /// The form before anybody has decided anything.
    pub fn new(material: &Material, language: Language) -> Self {
        Self {
            recipient: None,
            language,
            decisions: marks::cautious(material),
            words: String::new(),
            withheld: Vec::new(),
            kept: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// The form as `draft` was made.
    pub fn of(draft: &Draft) -> Self {
        Self {
            recipient: Some(draft.recipient),
            language: draft.language,
            words: draft.decisions.words.join("\n"),
            decisions: draft.decisions.clone(),
            withheld: draft.withheld.clone(),
            kept: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// The form as it was posted: a mark is covered unless its box was ticked.
    pub fn posted(material: &Material, fields: &Fields, languages: &[Language], own: Language) -> Self {
        let all = |name: &'static str| {
            let fields = fields.all().iter().filter(move |(field, _)| field == name);
            fields.map(|(_, value)| value.as_str())
        };
        let typed = fields.all().iter();
        let typed = typed.filter(|(name, _)| material.sealed && TYPED.contains(&name.as_str()));
        let kept = typed.cloned().collect();
        let opened: BTreeSet<&str> = all("open").collect();
        let cuts = marks::all(material)
            .into_iter()
            .filter(|mark| mark.always || !opened.contains(written(mark.cut).as_str()))
            .map(|mark| mark.cut);
        let words = fields.get("words").replace("\r\n", "\n");
        let known = languages
            .iter()
            .find(|language| language.code() == fields.get("language"));
        Self {
            recipient: Recipient::parse(fields.get("recipient")),
            language: known.copied().unwrap_or(own),
            decisions: Decisions {
                shown: all("show").filter_map(|place| place.parse().ok()).collect(),
                cuts: cuts.collect(),
                words: lines(&words),
            },
            words,
            withheld: all("withheld").filter_map(Withheld::parse).collect(),
            kept,
            faults: Vec::new(),
        }
    }

    /// The same with what is wrong in it.
    #[must_use]
    pub fn with(mut self, faults: Vec<FaultLink>) -> Self {
        self.faults = faults;
        self
    }

    /// What is wrong in it.
    pub fn faults(&self) -> &[FaultLink] {
        &self.faults
    }

    /// What was posted while the copy is closed, by its fields: it can be sent again once that is open.
    pub fn kept(&self) -> &[(String, String)] {
        &self.kept
    }

    /// The draft that it asks for.
    pub fn typed(&self) -> TypedDraft {
        let mut withheld = self.withheld.clone();
        withheld.sort_unstable();
        withheld.dedup();
        TypedDraft {
            recipient: self.recipient,
            language: self.language,
            decisions: self.decisions.clone(),
            words_too_long: self.words.chars().count() > LONGEST_WORDS,
            withheld,
        }
    }

    /// Its fields.
    pub fn blocks(&self, look: &Look, material: &Material) -> Vec<Block> {
        let mut blocks = vec![self.recipients(look), self.languages(look)];
        blocks.push(Block::Heading(look.word("party-parts")));
        blocks.push(Block::Paragraph(look.word("party-parts-text")));
        let marks = marks::all(material);
        for (place, item) in material.source.items.iter().enumerate() {
            let own: Vec<&marks::Mark> = marks.iter().filter(|mark| mark.cut.item == place).collect();
            blocks.extend(self.item(look, place, item, &own));
        }
        blocks.push(Block::Area(TextArea {
            label: Label {
                hint: Some(look.word("party-words-hint")),
                ..self.label(look, "words", "party-words")
            },
            value: self.words.clone(),
            rows: 3,
        }));
        blocks.push(Block::Checkboxes(Choices {
            label: Label {
                hint: Some(look.word("party-withheld-hint")),
                ..self.label(look, "withheld", "party-withheld")
            },
            items: Withheld::ALL
                .iter()
                .map(|ground| Choice {
                    value: ground.as_str().to_owned(),
                    label: look.words.code(Withheld::LIST, ground.as_str()).into_owned(),
                    hint: None,
                    checked: self.withheld.contains(ground),
                })
                .collect(),
            small: true,
        }));
        blocks
    }

    fn label(&self, look: &Look, name: &str, key: &str) -> Label {
        let mut label = Label::new(name, look.word(key));
        label.error = self
            .faults
            .iter()
            .find(|fault| fault.id == label.id)
            .map(|fault| FieldFault {
                prefix: look.word("error-prefix"),
                text: fault.text.clone(),
            });
        label
    }

    fn recipients(&self, look: &Look) -> Block {
        Block::Radios(Choices {
            label: self.label(look, "recipient", "party-recipient"),
            items: Recipient::ALL
                .iter()
                .map(|recipient| Choice {
                    value: recipient.as_str().to_owned(),
                    label: look.words.code(Recipient::LIST, recipient.as_str()).into_owned(),
                    hint: None,
                    checked: self.recipient == Some(*recipient),
                })
                .collect(),
            small: true,
        })
    }

    fn languages(&self, look: &Look) -> Block {
        let items = look.languages().map(|language| Choice {
            value: language.code().to_owned(),
            label: language.own_name().to_owned(),
            hint: None,
            checked: language == self.language,
        });
        Block::Select(Choices::new(
            self.label(look, "language", "party-language"),
            items.collect(),
        ))
    }

    /// A part: what stands in it with its marks, whether it is shown, and which of its marks.
    fn item(&self, look: &Look, place: usize, item: &Item, marks: &[&marks::Mark]) -> Vec<Block> {
        let name = copy::called(look.words, item.field.as_str(), item.at);
        let line = match &item.value {
            Value::Text(text) => Line::Marked(marks::pieces(text.expose(), marks)),
            other => Line::Text(copy::plain(look.words, other)),
        };
        let leaning = item.field.leans_out();
        let show = Choices {
            label: Label {
                id: format!("show-{place}"),
                name: "show".to_owned(),
                ..Label::default()
            },
            items: vec![Choice {
                value: place.to_string(),
                label: look.words.with("party-show", "part", &name),
                hint: leaning.map(|leaning| look.word(&format!("party-leaning-{}", leaning.as_str()))),
                checked: self.decisions.shown.contains(&place),
            }],
            small: true,
        };
        let mut blocks = vec![
            Block::Part {
                name: name.clone(),
                line,
            },
            Block::Flag(show),
        ];
        let open: Vec<Choice> = marks
            .iter()
            .filter(|mark| !mark.always)
            .map(|mark| self.mark(look, item, mark))
            .collect();
        if !open.is_empty() {
            blocks.push(Block::Checkboxes(Choices {
                label: Label {
                    id: format!("open-{place}"),
                    name: "open".to_owned(),
                    text: look.words.with("party-open", "part", &name),
                    ..Label::default()
                },
                items: open,
                small: true,
            }));
        }
        if marks.iter().any(|mark| mark.always) {
            blocks.push(Block::Paragraph(look.word("party-always")));
        }
        blocks
    }

    fn mark(&self, look: &Look, item: &Item, mark: &marks::Mark) -> Choice {
        let words = match &item.value {
            Value::Text(text) => text
                .expose()
                .get(mark.cut.start..mark.cut.end)
                .unwrap_or_default(),
            _ => "",
        };
        Choice {
            value: written(mark.cut),
            label: format!("{words} – {}", look.word(&format!("party-why-{}", mark.why))),
            hint: None,
            checked: !self.decisions.cuts.contains(&mark.cut),
        }
    }
}

/// The words of each line.
fn lines(words: &str) -> Vec<String> {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// A mark as its box sends it.
fn written(cut: Cut) -> String {
    format!("{}:{}-{}", cut.item, cut.start, cut.end)
}
