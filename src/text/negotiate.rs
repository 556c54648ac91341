//! Which language a browser or a system wishes for.

use fluent_langneg::{
    LanguageIdentifier, NegotiationStrategy, negotiate_languages, parse_accepted_languages,
};

use crate::domain::language::{Language, Offered};

/// The best of the languages that are offered for an `Accept-Language` header; `None` when it names none of them.
pub fn from_accept_language(header: &str, offered: &Offered) -> Option<Language> {
    let wished = parse_accepted_languages(&by_weight(header));
    let spoken: Vec<LanguageIdentifier> = offered
        .iter()
        .filter_map(|language| language.code().parse().ok())
        .collect();
    negotiate_languages(&wished, &spoken, None, NegotiationStrategy::Lookup)
        .first()
        .and_then(|best| offered.by_code(&best.to_string()))
}

/// The header's languages with the most wished first: the negotiation looks at their order, not at their weights.
fn by_weight(header: &str) -> String {
    let mut weighted: Vec<(u16, &str)> = header
        .split(',')
        .filter_map(|part| {
            let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
            let weight = thousandths(weight.trim().strip_prefix("q=")?)?;
            (weight > 0).then_some((weight, tag.trim()))
        })
        .collect();
    weighted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    weighted.iter().map(|(_, tag)| *tag).collect::<Vec<_>>().join(",")
}

/// A weight of 0 to 1 with up to three decimals (RFC 9110 12.4.2), in thousandths.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    if decimals.len() > 3 {
        return None;
    }
    format!("{whole}{decimals:0<3}")
        .parse()
        .ok()
        .filter(|weight| *weight <= 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wished_language_that_is_spoken_wins() {
        for (header, expected) in [
            ("sv-FI,sv;q=0.9,fi;q=0.8", Some(Language::Sv)),
            ("de,en-GB;q=0.7,fi;q=0.8", Some(Language::Fi)),
            ("en", Some(Language::En)),
            ("fi;q=0,en;q=0.1", Some(Language::En)),
            ("so, ar;q=0.5", None),
            ("", None),
            (";;,q=,*;q=9.99999,\u{0}", None),
        ] {
            let offered = Offered::default();
            assert_eq!(from_accept_language(header, &offered), expected, "{header:?}");
        }
    }

    #[test]
    fn a_language_is_found_only_where_it_is_offered() {
        let more = Offered::parse("fi sv en se fi-simple").unwrap();
        for (header, usual, offered) in [
            ("se-FI, sv;q=0.5", Language::Sv, Language::Se),
            ("se, fi;q=0.9", Language::Fi, Language::Se),
            ("fi-simple, sv;q=0.9", Language::Fi, Language::EasyFi),
            ("fi-FI, fi-simple;q=0.9", Language::Fi, Language::Fi),
            ("fi", Language::Fi, Language::Fi),
        ] {
            assert_eq!(
                from_accept_language(header, &Offered::default()),
                Some(usual),
                "{header}"
            );
            assert_eq!(from_accept_language(header, &more), Some(offered), "{header}");
        }
    }
}
