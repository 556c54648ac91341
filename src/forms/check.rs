//! Whether a form definition holds together: texts in every language, known lists and keys, conditions that can be
//! decided. Run by a test over every form, so that no visitor meets a fault.

use std::collections::{BTreeMap, BTreeSet};

use super::definition::{Field, Form, Kind, Page, ShowWhen};
use super::{key, lists, load};
use crate::domain::language::Language;
use crate::text::Texts;
use crate::wire::schema::{self, KeyInfo, KeyKind};

/// Everything that is wrong with `form`, each with the place it is wrong in.
pub fn faults(form: &Form, texts: &Texts) -> Vec<String> {
    let mut checker = Checker {
        form,
        texts,
        schema: schema::keys()
            .into_iter()
            .map(|info| (info.key.clone(), info))
            .collect(),
        earlier: form.controls.keys().chain(form.given.keys()).cloned().collect(),
        faults: Vec::new(),
    };
    checker.unique();
    checker.beside_other_forms();
    checker.voices();
    for page in &form.pages {
        checker.page(page);
    }
    checker.faults
}

struct Checker<'a> {
    form: &'a Form,
    texts: &'a Texts,
    schema: BTreeMap<String, KeyInfo>,
    earlier: BTreeSet<String>,
    faults: Vec<String>,
}

impl Checker<'_> {
    fn fault(&mut self, place: &str, what: &str) {
        self.faults.push(format!("{}: {place}: {what}", self.form.id));
    }

    /// The text `text` stands in every language.
    fn text(&mut self, place: &str, text: &str) {
        for language in Language::ALL {
            if !self.texts.has(language, text) {
                self.fault(place, &format!("no text {text} in {language}"));
            }
        }
    }

    /// A page is named once, and a key twice only where one visitor never sees both.
    fn unique(&mut self) {
        let mut ids = BTreeSet::new();
        for page in &self.form.pages {
            if !ids.insert(&page.id) {
                self.fault(&page.id, "the page is there twice");
            }
        }
        let fields: Vec<(&Page, &Field)> = self.form.fields().collect();
        for (place, (page, field)) in fields.iter().enumerate() {
            let again = fields
                .iter()
                .take(place)
                .any(|(other_page, other)| other.key == field.key && !apart(page, field, other_page, other));
            if again {
                self.fault(&field.key, "the key is asked twice");
            }
        }
    }

    /// What the form stands for is of the schema, and where it leads there is a form, by a code that is offered.
    fn beside_other_forms(&mut self) {
        let form = self.form;
        for (given, value) in &form.given {
            self.in_schema(given, None);
            let codes = self
                .schema
                .get(given)
                .and_then(|info| lists::codes(info.codes.as_deref()?));
            if codes.is_some_and(|codes| !codes.contains(&value.as_str())) {
                self.fault(given, &format!("is never {value}"));
            }
        }
        for (asked, forms) in &form.leads_to {
            let field = form.fields().find(|(_, field)| field.key == *asked);
            let codes = field.and_then(|(_, field)| lists::codes(field.list.as_deref()?));
            for (code, other) in forms {
                if !codes.as_ref().is_some_and(|codes| codes.contains(&code.as_str())) {
                    self.fault(asked, &format!("no answer {code} that could lead to {other}"));
                }
                if load::form(other).is_none_or(|other| other.id == form.id) {
                    self.fault(asked, &format!("leads to no other form: {other}"));
                }
            }
        }
    }

    /// A voice belongs to an answer that is asked for or given, and whatever it says in other words is said by others.
    fn voices(&mut self) {
        let form = self.form;
        for (key, voices) in &form.voices {
            let given = form.given.contains_key(key);
            if !given && !form.fields().any(|(_, field)| field.key == *key) {
                self.fault(key, "nobody is asked, so nobody is spoken to");
            }
            for voice in voices.values() {
                let begin = format!("{voice}--");
                let own = self.texts.keys(Language::Fi).map(|(key, _)| key.to_owned());
                let own: Vec<String> = own.filter(|key| key.starts_with(&begin)).collect();
                if own.is_empty() {
                    self.fault(key, &format!("{voice} has no words of its own"));
                }
                for said in own {
                    let general = said.trim_start_matches(&begin).to_owned();
                    let of_an_optional_text = ["-hint", "-none", "-row"]
                        .iter()
                        .any(|end| general.ends_with(end));
                    if !of_an_optional_text {
                        self.text(&said, &general);
                    }
                }
            }
        }
    }

    fn page(&mut self, page: &Page) {
        self.text(&page.id, &page.title_key());
        let texts = page.says.iter().chain(&page.inset).chain(&page.go_on);
        for text in texts.cloned().chain(page.help_keys()) {
            self.text(&page.id, &text);
        }
        self.conditions(&page.id, &page.show_when);
        for field in &page.fields {
            self.field(field);
            self.earlier.insert(field.key.clone());
        }
    }

    fn field(&mut self, field: &Field) {
        let place = &field.key;
        self.conditions(place, &field.show_when);
        if field.kind.is_asked() {
            self.text(place, &field.label_key());
            if field.required {
                self.text(place, &field.error_key("required"));
            }
        }
        let details = field.details.as_ref().map(|name| format!("details-{name}"));
        let section = field.section.as_ref().map(|name| format!("section-{name}"));
        for text in [field.inset.clone(), details, section].into_iter().flatten() {
            self.text(place, &text);
        }
        if field.kind.has_list() != field.list.is_some() {
            self.fault(
                place,
                "a list belongs to radios, checkboxes and select, and to nothing else",
            );
        }
        if (field.kind == Kind::Fixed) != field.value.is_some() {
            self.fault(place, "a value belongs to kind fixed, and to nothing else");
        }
        if let Some(offered) = field
            .offers
            .as_ref()
            .filter(|key| !self.form.controls.contains_key(*key))
        {
            self.fault(place, &format!("{offered}, which it offers, is no control"));
        }
        self.list(field);
        if !field.control {
            self.in_schema(place, Some(field));
        }
        if let Some(otherwise) = &field.otherwise {
            self.in_schema(otherwise, None);
        }
    }

    fn list(&mut self, field: &Field) {
        let Some(list) = field
            .list
            .as_deref()
            .filter(|list| !lists::FROM_DATA.contains(list))
        else {
            return;
        };
        let Some(codes) = lists::codes(list) else {
            self.fault(&field.key, &format!("no list {list}"));
            return;
        };
        for option in &field.options {
            if !codes.contains(&option.as_str()) {
                self.fault(&field.key, &format!("{list} has no {option}"));
            }
        }
        for code in codes {
            self.text(
                &field.key,
                &format!("code-{}-{}", key::hyphened(list), key::hyphened(code)),
            );
        }
    }

    /// The key is one of the schema, and the form says the same of it as the schema does.
    fn in_schema(&mut self, place: &str, field: Option<&Field>) {
        let Some(info) = self.schema.get(&key::pattern(place)).cloned() else {
            self.fault(place, "not in the schema");
            return;
        };
        let Some(field) = field else { return };
        if info.sensitivity != field.sensitivity {
            self.fault(place, "the schema lets others read it");
        }
        if !shape_fits(field.kind, info.kind) {
            self.fault(
                place,
                &format!("{:?} here, {:?} in the schema", field.kind, info.kind),
            );
        }
        let longest = field.max_chars.filter(|_| field.otherwise.is_none());
        if longest.is_some_and(|max| info.max_chars.is_some_and(|allowed| max > allowed)) {
            self.fault(place, "longer than the schema takes");
        }
        let from_data = field
            .list
            .as_deref()
            .is_some_and(|list| lists::FROM_DATA.contains(&list));
        if !from_data && field.list.is_some() && field.list != info.codes {
            self.fault(place, "another list than in the schema");
        }
    }

    fn conditions(&mut self, place: &str, conditions: &ShowWhen) {
        for (key, values) in conditions {
            if !self.earlier.contains(key) {
                self.fault(place, &format!("{key} is not asked before"));
                continue;
            }
            let codes = self
                .form
                .fields()
                .find(|(_, field)| field.key == *key)
                .and_then(|(_, field)| lists::codes(field.list.as_deref()?));
            for value in values {
                if codes
                    .as_ref()
                    .is_some_and(|codes| !codes.contains(&value.as_str()))
                {
                    self.fault(place, &format!("{key} is never {value}"));
                }
            }
        }
    }
}

/// Whether no visitor sees both fields: their pages or elements exclude each other.
fn apart(page: &Page, field: &Field, other_page: &Page, other: &Field) -> bool {
    let from = page.from.max(field.from);
    let other_from = other_page.from.max(other.from);
    let elements = (page.repeat.is_none() && other_from > 0) || (other_page.repeat.is_none() && from > 0);
    let conditions = page.show_when.iter().any(|(key, values)| {
        let others = other_page.show_when.get(key);
        others.is_some_and(|others| values.iter().all(|value| !others.contains(value)))
    });
    elements || conditions
}

fn shape_fits(asked: Kind, held: KeyKind) -> bool {
    match held {
        KeyKind::Text => !matches!(
            asked,
            Kind::Flag | Kind::Checkboxes | Kind::Date3 | Kind::PartialDate3 | Kind::Files | Kind::Fixed
        ),
        KeyKind::Date => matches!(asked, Kind::Date3 | Kind::PartialDate3),
        KeyKind::Flag => asked == Kind::Flag,
        KeyKind::Code => matches!(asked, Kind::Radios | Kind::Select | Kind::Fixed),
        KeyKind::Codes => asked == Kind::Checkboxes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sensitivity::Sensitivity;

    #[test]
    fn every_embedded_form_holds_together() {
        for form in load::all() {
            let faults = faults(form, Texts::embedded());
            assert!(faults.is_empty(), "{faults:#?}");
        }
    }

    fn finds(expected: &str, change: impl FnOnce(&mut Form)) {
        let mut broken = load::form("concern").unwrap().clone();
        change(&mut broken);
        let found = faults(&broken, Texts::embedded()).join("\n");
        assert!(found.contains(expected), "{expected} not in: {found}");
    }

    #[test]
    fn each_kind_of_slip_is_found() {
        finds("no text page-whom-title in sv", |form| {
            form.pages[0].id = "whom".into();
        });
        finds("not in the schema", |form| {
            form.pages[0].fields[0].key = "reporter_rule".into();
        });
        finds("no list roles", |form| {
            form.pages[0].fields[0].list = Some("roles".into());
        });
        finds("reporter_role has no king", |form| {
            form.pages[0].fields[0].options = vec!["king".into()];
        });
        finds("lets others read", |form| {
            form.pages[0].fields[0].sensitivity = Sensitivity::WorkerOnly;
        });
        finds("a list belongs", |form| form.pages[0].fields[0].kind = Kind::Flag);
        finds("longer than the schema takes", |form| {
            form.pages
                .iter_mut()
                .flat_map(|page| &mut page.fields)
                .for_each(|field| field.max_chars = Some(50_000));
        });
        finds("reporter_role is not asked before", |form| form.pages.swap(0, 9));
        finds("the page is there twice", |form| form.pages[1].id = "who".into());
        finds("leads to no other form: concern", |form| {
            let leads = [("guardian".to_owned(), "concern".to_owned())];
            form.leads_to.insert("reporter_role".to_owned(), leads.into());
        });
        finds("no answer king that could lead to concern", |form| {
            let leads = [("king".to_owned(), "concern".to_owned())];
            form.leads_to.insert("reporter_role".to_owned(), leads.into());
        });
        finds("reporter_role: is never king", |form| {
            form.given.insert("reporter_role".to_owned(), "king".to_owned());
        });
        finds("youth has no words of its own", |form| {
            let voices = [("guardian".to_owned(), "youth".to_owned())];
            form.voices.insert("reporter_role".to_owned(), voices.into());
        });
        finds("nobody is asked, so nobody is spoken to", |form| {
            form.voices.insert("mood".to_owned(), BTreeMap::new());
        });
        finds("the key is asked twice", |form| {
            let field = form.pages[0].fields[0].clone();
            form.pages[0].fields.push(field);
        });
    }
}
