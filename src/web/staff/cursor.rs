//! The place in the queue after which a page begins, as it stands in an address: opaque, and nothing personal.

use data_encoding::BASE64URL_NOPAD;

use crate::intake::list_queue::QueuePlace;

/// `place` for an address.
pub fn write(place: QueuePlace) -> String {
    let QueuePlace {
        rank,
        due,
        received_on,
        received_hour,
        case,
    } = place;
    BASE64URL_NOPAD.encode(format!("{rank} {due} {received_on} {received_hour} {case}").as_bytes())
}

/// The place that `text` names; `None` when this program did not write it.
pub fn read(text: &str) -> Option<QueuePlace> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut parts = text.split(' ');
    let place = QueuePlace {
        rank: parts.next()?.parse().ok()?,
        due: parts.next()?.parse().ok()?,
        received_on: parts.next()?.parse().ok()?,
        received_hour: parts.next()?.parse().ok()?,
        case: parts.next()?.parse().ok()?,
    };
    parts.next().is_none().then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written_and_nothing_else_is() {
        let place = QueuePlace {
            rank: 2,
            due: "2026-12-01".parse().unwrap(),
            received_on: "2026-11-20".parse().unwrap(),
            received_hour: 14,
            case: "7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11".parse().unwrap(),
        };
        assert_eq!(read(&write(place)), Some(place));
        for wrong in ["", "abc", "Mg", "ä", &format!("{}A", write(place))] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
