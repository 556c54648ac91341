//! Counties and municipalities as files name them: by number, or by their exact name.

use crate::domain::places::{CountyCode, MunicipalityCode, Names};
use crate::places::{Match, Places};

/// The county that `text` names by its number or its exact Finnish or Swedish name.
///
/// # Errors
/// What is wrong and how to write it.
pub(super) fn county(text: &str, places: &Places) -> Result<CountyCode, String> {
    if let Some(county) = CountyCode::parse(text).and_then(|code| places.county(code)) {
        return Ok(county.code);
    }
    if let Some(county) = places.counties().find(|county| is_name(text, &county.names)) {
        return Ok(county.code);
    }
    let padded = CountyCode::parse(&format!("{text:0>2}")).and_then(|code| places.county(code));
    Err(match padded {
        Some(county) => format!(
            "\"{text}\" has lost a zero; write {} ({})",
            county.code, county.names.fi
        ),
        None => format!("no county is called \"{text}\"; write its number, such as 03, or its name"),
    })
}

/// The municipality in force that `text` names by its number or its exact Finnish or Swedish name. A merged one is the
/// one that took it over.
///
/// # Errors
/// What is wrong and how to write it.
pub(super) fn municipality(text: &str, places: &Places) -> Result<MunicipalityCode, String> {
    let numbered = |text: &str| MunicipalityCode::parse(text).and_then(|code| places.municipality(code));
    if let Some(place) = numbered(text) {
        return Ok(place.code);
    }
    if let Some(place) = places.municipalities().find(|place| is_name(text, &place.names)) {
        return Ok(place.code);
    }
    if let Some(place) = numbered(&format!("{text:0>3}")) {
        return Err(format!(
            "\"{text}\" has lost a zero; write {} ({})",
            place.code, place.names.fi
        ));
    }
    let near = match places.match_name(text) {
        Match::Sure(code) => vec![code],
        Match::Several(codes) => codes,
        Match::PostalCode { proposed, .. } => vec![proposed],
        Match::None => Vec::new(),
    };
    let near: Vec<String> = near.into_iter().take(3).map(|code| named(code, places)).collect();
    let hint = if near.is_empty() {
        String::new()
    } else {
        format!(" (did you mean {}?)", near.join(", "))
    };
    Err(format!(
        "no municipality is called \"{text}\"{hint}; write its number, such as 049, or its exact Finnish or Swedish name"
    ))
}

/// A municipality for people: `Espoo (049)`.
pub(super) fn named(code: MunicipalityCode, places: &Places) -> String {
    places.municipality(code).map_or_else(
        || code.to_string(),
        |place| format!("{} ({code})", place.names.fi),
    )
}

fn is_name(text: &str, names: &Names) -> bool {
    let text = text.to_lowercase();
    [&names.fi, &names.sv]
        .iter()
        .any(|name| name.to_lowercase() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_known_by_number_and_by_name() {
        let places = Places::embedded();
        for text in ["049", "Espoo", "esbo"] {
            assert_eq!(
                municipality(text, places).map(|code| code.to_string()),
                Ok("049".to_owned())
            );
        }
        assert_eq!(
            municipality("588", places).unwrap().to_string(),
            "507",
            "Pertunmaa is Mäntyharju"
        );
        for text in [
            "03",
            "Länsi-Uudenmaan hyvinvointialue",
            "Västra Nylands välfärdsområde",
        ] {
            assert_eq!(
                county(text, places).map(|code| code.to_string()),
                Ok("03".to_owned())
            );
        }
    }

    #[test]
    fn what_is_no_place_is_told_with_what_was_meant() {
        let places = Places::embedded();
        for (text, told) in [
            ("49", "has lost a zero; write 049 (Espoo)"),
            ("Espo", "did you mean Espoo (049)"),
            ("02770", "did you mean Espoo (049)"),
            (
                "Stockholm",
                "no municipality is called \"Stockholm\"; write its number",
            ),
        ] {
            let error = municipality(text, places).unwrap_err();
            assert!(error.contains(told), "{error}");
        }
        assert!(
            county("3", places)
                .unwrap_err()
                .contains("write 03 (Länsi-Uudenmaan")
        );
        assert!(
            county("24", places)
                .unwrap_err()
                .contains("no county is called \"24\"")
        );
    }
}
