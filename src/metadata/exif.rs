//! The one thing that is kept of a picture's EXIF block: which way is up.

/// The tag of the orientation, and its type, a number of two bytes.
const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;

/// Reads the orientation out of a TIFF block: 2–8, where the picture does not stand as it is stored.
pub fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let two = |at: usize| -> Option<u16> {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let four = |at: usize| -> Option<u32> {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    };
    if two(2)? != 42 {
        return None;
    }
    let directory = usize::try_from(four(4)?).ok()?;
    let entries = two(directory)?;
    for number in 0..usize::from(entries) {
        let entry = directory.checked_add(2)?.checked_add(number.checked_mul(12)?)?;
        if two(entry)? == ORIENTATION {
            let is_one_number = two(entry.checked_add(2)?)? == SHORT && four(entry.checked_add(4)?)? == 1;
            let value = u8::try_from(two(entry.checked_add(8)?)?).ok()?;
            return (is_one_number && (2..=8).contains(&value)).then_some(value);
        }
    }
    None
}

/// A TIFF block that says nothing but the orientation.
pub fn only(orientation: u8) -> [u8; 26] {
    [
        b'M',
        b'M',
        0,
        42, // byte order, magic number
        0,
        0,
        0,
        8, // where the only directory begins
        0,
        1, // one entry
        1,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0, // orientation, one short
        0,
        0,
        0,
        0, // no further directory
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_orientation_is_read_in_both_byte_orders() {
        for way in 2..=8 {
            assert_eq!(orientation(&only(way)), Some(way));
        }
        assert_eq!(orientation(&only(1)), None, "upright needs no word");
        assert_eq!(orientation(&only(9)), None);
        let little = [
            b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
        ];
        assert_eq!(orientation(&little), Some(6));
        for cut in 0..little.len() - 6 {
            assert_eq!(orientation(&little[..cut]), None, "{cut}");
        }
        assert_eq!(
            orientation(b"II*\0\xff\xff\xff\xff"),
            None,
            "a directory out of reach"
        );
    }
}
