//! Shows the fields of a form page as they are asked: each kind of question by its part, details open where there is
//! something to see.

use super::around::{Around, Found};
use super::look;
use super::place::{as_typed, choice_name};
use super::sections;
use super::turn::Faults;
use super::visit::{NONE_OF_THESE, Visit};
use crate::domain::office::OfficeId;
use crate::domain::places::PostalCode;
use crate::forms::definition::{Field, Kind};
use crate::forms::lists;
use crate::forms::pages::{Asked, Shown};
use crate::forms::take::DATE_PARTS;
use crate::text::{FluentValue, Words};
use crate::web::page::component::{Block, Details};
use crate::web::page::field::{
    Choice, Choices, DateField, FieldFault, Label, TextArea, TextField, Width, html_id,
};
use crate::web::page::view::FaultLink;

/// The fields of one page, ready to be shown.
pub struct Fields<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// What to say at them.
    pub faults: &'a Faults,
    /// The texts.
    pub words: Words<'a>,
    /// The tag of the language in which the page is written around them.
    pub written_in: &'static str,
    /// Where places are looked up.
    pub around: &'a Around<'a>,
}

impl Fields<'_> {
    /// The blocks of the page. `heading` is the page's h1, which the label of its only field is where they read alike.
    pub fn blocks(&self, shown: &Shown<'static>, heading: &str) -> (Vec<Block>, bool) {
        let asked: Vec<&Asked<'static>> = shown
            .asked
            .iter()
            .filter(|asked| asked.field.kind.is_asked())
            .collect();
        let only = asked.len() == 1;
        let mut label_is_heading = false;
        let mut blocks = Vec::new();
        for section in asked.chunk_by(|a, b| a.field.section == b.field.section) {
            blocks.extend(sections::heading(section, self.written_in, self.words));
            for element in section.chunk_by(|a, b| sections::of_one_element(a, b)) {
                let mut inside = Vec::new();
                for group in
                    element.chunk_by(|a, b| a.field.details.is_some() && a.field.details == b.field.details)
                {
                    let is_heading = |asked: &Asked<'static>| only && self.label_text(asked) == heading;
                    label_is_heading |= group.iter().any(|asked| is_heading(asked));
                    let fields = group.iter().flat_map(|asked| {
                        let inset = asked.field.inset.as_ref();
                        let inset = inset.map(|key| {
                            let text = self.words.get(key).into_owned();
                            look::said(Block::Inset(text), key, self.written_in, self.words)
                        });
                        let field = self.field(asked, is_heading(asked), !shown.page.all_optional);
                        let label = self.label_key(asked);
                        let said = move |block| look::said(block, &label, self.written_in, self.words);
                        inset.into_iter().chain(field.into_iter().map(said))
                    });
                    let fields: Vec<Block> = fields.collect();
                    match group.first().and_then(|asked| asked.field.details.as_ref()) {
                        Some(name) => inside.push(self.details(name, group, fields)),
                        None => inside.extend(fields),
                    }
                }
                blocks.extend(sections::element(element, inside, self.visit, self.words));
            }
            blocks.extend(sections::buttons(section, self.visit, self.words));
        }
        (blocks, label_is_heading)
    }

    fn details(&self, name: &str, group: &[&Asked<'static>], inside: Vec<Block>) -> Block {
        let summary = format!("details-{}", name.replace('_', "-"));
        Block::Details(Details {
            summary: self.words.get(&summary).into_owned(),
            open: group.iter().any(|asked| self.has_something(asked)),
            inside: inside.into(),
        })
    }

    /// The links of the error summary, in the order of the fields.
    pub fn fault_links(&self, shown: &Shown<'static>) -> Vec<FaultLink> {
        let mut links = Vec::new();
        for asked in &shown.asked {
            if let Some(fault) = self.fault(asked) {
                links.push(FaultLink {
                    id: html_id(&asked.key),
                    text: fault.text,
                });
            }
            if self.faults.unchosen.contains(&asked.key) {
                links.push(FaultLink {
                    id: html_id(&choice_name(&asked.key)),
                    text: self.words.get("place-choose-error").into_owned(),
                });
            }
        }
        links
    }

    fn field(&self, asked: &Asked<'static>, is_heading: bool, may_be_optional: bool) -> Vec<Block> {
        let field = asked.field;
        let label = self.label(asked, is_heading, may_be_optional);
        let values = self.visit.answers.get(&asked.key);
        let value = values.first().cloned().unwrap_or_default();
        let block = match field.kind {
            Kind::Fixed | Kind::Files => return Vec::new(),
            Kind::Textarea => Block::Area(TextArea {
                label,
                value,
                rows: if field.required { 8 } else { 4 },
            }),
            Kind::Radios => Block::Radios(self.choices(label, asked)),
            Kind::Checkboxes => Block::Checkboxes(self.choices(label, asked)),
            Kind::Select => {
                let mut choices = self.choices(label, asked);
                // Of the offices one is chosen beforehand.
                if field.list.as_deref() != Some(lists::OFFICES) {
                    choices
                        .items
                        .insert(0, choice("", self.words.get("choose"), value.is_empty()));
                }
                Block::Select(choices)
            }
            Kind::Flag => {
                let mut tick = choice("yes", label.text.clone(), !value.is_empty());
                tick.hint.clone_from(&label.hint);
                let bare = Label {
                    text: String::new(),
                    hint: None,
                    ..label
                };
                Block::Flag(Choices::new(bare, vec![tick]))
            }
            Kind::Date3 | Kind::PartialDate3 => {
                let part = |place: usize| values.get(place).cloned().unwrap_or_default();
                let names = DATE_PARTS.map(|part| self.words.get(&format!("date-{part}")).into_owned());
                Block::Date(DateField::new(label, names, [part(0), part(1), part(2)]))
            }
            Kind::Municipality => {
                let typed = as_typed(self.visit, &asked.key, self.around);
                let mut blocks = vec![Block::Text(TextField::new(label, typed))];
                blocks.extend(self.did_you_mean(&asked.key));
                return blocks;
            }
            Kind::Text | Kind::Time | Kind::IdentityCode | Kind::Phone | Kind::Email => {
                if let Some(offered) = self.offered(field, &value) {
                    return vec![Block::Select(Choices::new(label, offered))];
                }
                Block::Text(one_line(field, label, value))
            }
        };
        vec![block]
    }

    /// What is offered to choose from instead of a box, where there is anything.
    fn offered(&self, field: &Field, value: &str) -> Option<Vec<Choice>> {
        let offered = self.visit.answers.get(field.offers.as_ref()?);
        let own = Some(value).filter(|value| !value.is_empty() && !offered.iter().any(|it| it == value));
        let none = choice("", self.words.get("choose"), value.is_empty());
        let items = offered.iter().map(String::as_str).chain(own);
        let items = items.map(|unit| choice(unit, unit, unit == value));
        (!offered.is_empty()).then(|| std::iter::once(none).chain(items).collect())
    }

    fn label(&self, asked: &Asked<'static>, is_heading: bool, may_be_optional: bool) -> Label {
        let mut label = Label::new(&asked.key, self.label_text(asked));
        label.heading = is_heading;
        let field = asked.field;
        let optional = may_be_optional && !is_heading && !field.required && !field.wanted;
        if optional && asked.field.kind != Kind::Flag {
            label.text = format!("{} {}", label.text, self.words.get("optional"));
        }
        let hint = asked.field.hint_key();
        label.hint = self.words.has(&hint).then(|| self.words.get(&hint).into_owned());
        label.error = self.fault(asked);
        label
    }

    fn label_text(&self, asked: &Asked<'static>) -> String {
        let number = u32::try_from(asked.index.saturating_add(1)).unwrap_or(u32::MAX);
        let number = [("number", FluentValue::from(number))];
        self.words.format(&self.label_key(asked), &number)
    }

    fn label_key(&self, asked: &Asked<'static>) -> String {
        let several = asked.field.label_of_several_key();
        let among = asked.field.each.as_ref();
        let among_several = among.is_some_and(|list| self.visit.answers.count(list) > 1);
        if among_several && self.words.has(&several) {
            several
        } else {
            asked.field.label_key()
        }
    }

    fn fault(&self, asked: &Asked<'static>) -> Option<FieldFault> {
        let fault = self
            .faults
            .at_fields
            .iter()
            .find(|fault| fault.key == asked.key)?;
        Some(FieldFault {
            prefix: self.words.get("shell-fault").into_owned(),
            text: fault.in_words(asked.field, self.words),
        })
    }

    fn choices(&self, label: Label, asked: &Asked<'static>) -> Choices {
        let field = asked.field;
        let chosen = |code: &str| self.visit.answers.has(&asked.key, code);
        let list = field.list.as_deref().unwrap_or_default();
        let items = match list {
            "areas" => self.areas(asked),
            lists::OFFICES => self.offices(asked),
            _ => lists::codes(list)
                .unwrap_or_default()
                .into_iter()
                .filter(|code| {
                    field.options.is_empty() || field.options.iter().any(|offered| offered == code)
                })
                .map(|code| Choice {
                    hint: field.option_hint(code, self.words),
                    ..choice(code, field.option(code, self.words), chosen(code))
                })
                .collect(),
        };
        Choices::new(label, items)
    }

    /// The areas of the child's municipality, and "I do not know", which answers nothing.
    fn areas(&self, asked: &Asked<'static>) -> Vec<Choice> {
        let municipality = asked.key.replace(".area", ".municipality");
        let municipality = self
            .visit
            .answers
            .filled(&municipality)
            .and_then(|value| self.around.municipality(value));
        let areas = municipality.map(|code| self.around.rules.areas(code));
        let unknown = format!("{}-unknown", asked.field.text_base());
        areas
            .unwrap_or_default()
            .iter()
            .map(|area| {
                let name = area.names.get(self.words.language()).to_owned();
                choice(&area.code, name, self.visit.answers.has(&asked.key, &area.code))
            })
            .chain([choice("", self.words.get(&unknown), false)])
            .collect()
    }

    /// The offices that are offered, by name, and the one of the child's home, whichever that is.
    fn offices(&self, asked: &Asked<'static>) -> Vec<Choice> {
        let offered = asked.field.offers.as_ref();
        let offered = offered.map(|key| self.visit.answers.get(key)).unwrap_or_default();
        let named = |value: &String| {
            let name = if value == lists::BY_HOME {
                let key = format!("{}-{value}", asked.field.text_base());
                self.words.get(&key).into_owned()
            } else {
                let office = self.around.rules.office(OfficeId(value.parse().ok()?))?;
                office.name(self.words.language()).to_owned()
            };
            Some(choice(value, name, self.visit.answers.has(&asked.key, value)))
        };
        offered.iter().filter_map(named).collect()
    }

    /// "Did you mean": the municipalities that a typed place may be.
    fn did_you_mean(&self, key: &str) -> Option<Block> {
        let text = self.visit.answers.filled(key)?;
        let proposed = self
            .visit
            .proposed
            .get(key)
            .filter(|proposed| proposed.text == text)?;
        let Found::Ask(municipalities) = self.around.find(text) else {
            return None;
        };
        let mut label = Label::new(&choice_name(key), self.words.get("place-did-you-mean"));
        label.hint = text
            .split_whitespace()
            .find_map(PostalCode::parse)
            .filter(|_| municipalities.len() == 1)
            .map(|code| {
                self.words
                    .with("place-postal-code-proposes", "code", &code.to_string())
            });
        if self.faults.unchosen.iter().any(|unchosen| unchosen == key) {
            label.error = Some(FieldFault {
                prefix: self.words.get("shell-fault").into_owned(),
                text: self.words.get("place-choose-error").into_owned(),
            });
        }
        let chosen = |value: &str| proposed.choice.as_deref() == Some(value);
        let items = municipalities
            .into_iter()
            .map(|code| {
                let code = code.to_string();
                let name = self
                    .around
                    .municipality_name(self.words.language(), &code)
                    .unwrap_or_default();
                choice(&code, name, chosen(&code))
            })
            .chain([choice(
                NONE_OF_THESE,
                self.words.get("place-none-of-these"),
                chosen(NONE_OF_THESE),
            )])
            .collect();
        Some(Block::Radios(Choices::new(label, items)))
    }

    fn has_something(&self, asked: &Asked<'static>) -> bool {
        !self.visit.answers.get(&asked.key).is_empty()
            || self.faults.at_fields.iter().any(|fault| fault.key == asked.key)
            || self.faults.unchosen.contains(&asked.key)
    }
}

fn choice(value: &str, label: impl Into<String>, checked: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.into(),
        hint: None,
        checked,
    }
}

/// A one-line box. The person's own contacts carry the tokens by which browsers fill them in; they are no free text.
fn one_line(field: &'static Field, label: Label, value: String) -> TextField {
    let mut line = TextField::new(label, value);
    line.autocomplete = &field.autocomplete;
    match field.kind {
        Kind::IdentityCode => line.width = Width::Twenty,
        Kind::Phone => {
            line.inputmode = Some("tel");
            line.width = Width::Twenty;
        }
        Kind::Email => line.inputmode = Some("email"),
        _ => {}
    }
    line
}
