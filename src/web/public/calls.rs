//! Whom somebody is to call: the office that the report would go to while it is open, the duty service of its county
//! while it is not, 112 at any hour. Never a number of another county than that of a known place, and none that would
//! tell where somebody with a protected address lives.

use chrono::{DateTime, Utc};

use crate::domain::answering::{AnsweredBy, Answering, EMERGENCY, answering};
use crate::domain::hours::OpeningState;
use crate::domain::office::Office;
use crate::domain::phone::Audience;
use crate::domain::places::CountyCode;
use crate::domain::routing::{Decision, PlaceKnown};
use crate::domain::rules::RuleSet;
use crate::text::{FluentValue, Words};
use crate::web::hours;
use crate::web::page::prose::Prose;

/// Who answers for one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call<'a> {
    /// The office; `None`: its county has none here.
    pub office: Option<&'a Office>,
    /// The duty service of the county.
    pub duty: Option<&'a Office>,
}

/// Whom a visit is told to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Calls<'a> {
    /// An address is protected: nothing that tells a place.
    Protected,
    /// The places of the children, each once; none for Åland, which has an authority of its own.
    Places {
        /// Who answers for each.
        calls: Vec<Call<'a>>,
        /// Whether a child lives in Åland.
        aland: bool,
        /// Who asks.
        audience: Audience,
    },
}

impl<'a> Calls<'a> {
    /// Those of `county`: of its default office.
    pub fn of_county(rules: &'a RuleSet, county: CountyCode) -> Self {
        Self::Places {
            calls: vec![Call {
                office: rules.fallback_office(county),
                duty: rules.duty(county),
            }],
            aland: false,
            audience: Audience::Anyone,
        }
    }

    /// Those of `offices`, each once.
    pub fn of_offices(
        offices: impl IntoIterator<Item = &'a Office>,
        rules: &'a RuleSet,
        audience: Audience,
    ) -> Self {
        let mut calls = Vec::new();
        for office in offices {
            let call = Call {
                office: Some(office),
                duty: rules.duty(office.county),
            };
            if !calls.contains(&call) {
                calls.push(call);
            }
        }
        Self::Places {
            calls,
            aland: false,
            audience,
        }
    }

    /// Those of Åland.
    pub const fn aland() -> Self {
        Self::Places {
            calls: Vec::new(),
            aland: true,
            audience: Audience::Anyone,
        }
    }

    /// Those of the places that `decisions` know, else of the installation's own county.
    pub fn by<'d>(
        decisions: impl IntoIterator<Item = &'d Decision>,
        rules: &'a RuleSet,
        audience: Audience,
    ) -> Self {
        let mut calls = Vec::new();
        let mut aland = false;
        for decision in decisions {
            if decision.reason.place == PlaceKnown::Unknown {
                continue;
            }
            if decision.county == CountyCode::ALAND {
                aland = true;
                continue;
            }
            let office = decision.office.and_then(|id| rules.office(id));
            let call = Call {
                office: office.filter(|office| office.county == decision.county),
                duty: rules.duty(decision.county),
            };
            if !calls.contains(&call) {
                calls.push(call);
            }
        }
        if calls.is_empty() && !aland {
            let Self::Places { calls: home, .. } = Self::of_county(rules, rules.home_county()) else {
                return Self::Protected;
            };
            calls = home;
        }
        Self::Places {
            calls,
            aland,
            audience,
        }
    }

    /// What stands below every page, beside 112.
    pub fn help(&self, now: DateTime<Utc>, words: Words<'_>) -> Vec<Prose> {
        let Self::Places {
            calls,
            aland,
            audience,
        } = self
        else {
            return vec![words.get("calls-general").into_owned().into()];
        };
        let mut help: Vec<Prose> = calls
            .iter()
            .map(|call| call.in_words(*audience, now, words))
            .collect();
        if *aland {
            help.push(words.get("calls-aland").into_owned().into());
        }
        help
    }

    /// The same below a page that says itself that an office is closed: whom to call instead.
    pub fn numbers(&self, now: DateTime<Utc>, words: Words<'_>) -> Vec<Prose> {
        let mut help = self.help(now, words);
        if let Self::Places { calls, audience, .. } = self {
            for (call, line) in calls.iter().zip(&mut help) {
                if call.closed(*audience, now, words).is_some() {
                    *line = call.urgent(*audience, now, words);
                }
            }
        }
        help
    }

    /// Where the office is closed: that it is, when it opens and whom to call now. Empty while somebody answers there.
    pub fn closed(&self, now: DateTime<Utc>, words: Words<'_>) -> Vec<Prose> {
        let Self::Places { calls, audience, .. } = self else {
            return Vec::new();
        };
        calls
            .iter()
            .filter_map(|call| call.closed(*audience, now, words))
            .collect()
    }
}

impl Call<'_> {
    /// Who answers now.
    pub fn answering(&self, audience: Audience, now: DateTime<Utc>) -> Answering {
        answering(self.office, self.duty, audience, now)
    }

    /// Who answers now and how long, with the number.
    fn in_words(&self, audience: Audience, now: DateTime<Utc>, words: Words<'_>) -> Prose {
        if let Some(closed) = self.closed(audience, now, words) {
            return closed;
        }
        let answering = self.answering(audience, now);
        let named = |office: Option<&Office>, key: &str| {
            let name = office.map_or("", |office| office.name(words.language()));
            words.format(
                key,
                &[
                    ("office", FluentValue::from(name)),
                    ("phone", FluentValue::from(answering.number())),
                ],
            )
        };
        let text = match answering.by {
            AnsweredBy::Office => {
                let open = hours::state(answering.state, now, words);
                format!("{} {open}", named(self.office, "calls-number"))
            }
            AnsweredBy::Duty => named(self.duty, "calls-duty"),
            AnsweredBy::Emergency => words.get("calls-general").into_owned(),
        };
        Prose::new(text, answering.phone.iter())
    }

    /// "… on nyt suljettu ja avautuu … Jos asia ei voi odottaa, soita …", while the office is closed.
    fn closed(&self, audience: Audience, now: DateTime<Utc>, words: Words<'_>) -> Option<Prose> {
        let office = self.office?;
        let answering = self.answering(audience, now);
        let OpeningState::Closed(opens) = answering.state else {
            return None;
        };
        let name = FluentValue::from(office.name(words.language()));
        let state = match opens {
            Some(opens) => words.format(
                "calls-closed-until",
                &[
                    ("office", name),
                    ("when", FluentValue::from(hours::moment(opens, now, words))),
                ],
            ),
            None => words.format("calls-closed", &[("office", name)]),
        };
        let call = urgent(&answering, words);
        Some(Prose::new(format!("{state} {call}"), answering.phone.iter()))
    }

    /// "Jos asia ei voi odottaa, soita …".
    fn urgent(&self, audience: Audience, now: DateTime<Utc>, words: Words<'_>) -> Prose {
        let answering = self.answering(audience, now);
        Prose::new(urgent(&answering, words), answering.phone.iter())
    }
}

fn urgent(answering: &Answering, words: Words<'_>) -> String {
    match answering.number() {
        EMERGENCY => words.get("calls-urgent-emergency").into_owned(),
        number => words.with("calls-urgent", "phone", number),
    }
}
