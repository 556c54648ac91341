//! Crockford's base32: 32 signs without I, L, O and U, so that they survive being read aloud or copied by hand.

const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The eight signs that write 40 bits.
pub fn write(bits: [u8; 5]) -> String {
    let number = bits.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    (0..8_u32)
        .rev()
        .filter_map(|place| {
            let sign = usize::try_from((number >> (place * 5)) & 31).ok()?;
            SIGNS.get(sign).copied().map(char::from)
        })
        .collect()
}

/// The signs that write `bytes`, eight for each five; what does not fill five is left out.
pub fn write_all(bytes: &[u8]) -> String {
    let (fives, _) = bytes.as_chunks();
    fives.iter().map(|five| write(*five)).collect()
}

/// The `length` signs that a person wrote, with or without spaces and any kind of hyphen. `None` when there are more or
/// fewer, or one that is none.
pub fn read_all(text: &str, length: usize) -> Option<String> {
    let mut signs = String::with_capacity(length);
    for letter in text.chars() {
        if letter.is_whitespace() || is_hyphen(letter) {
            continue;
        }
        if signs.len() == length {
            return None;
        }
        signs.push(read(letter)?);
    }
    (signs.len() == length).then_some(signs)
}

/// `signs` in groups of four, with hyphens between them.
pub fn grouped(signs: &str) -> String {
    let mut text = String::with_capacity(signs.len() + signs.len() / 4);
    for (place, sign) in signs.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        text.push(sign);
    }
    text
}

/// Hyphens and dashes that a phone may put in place of the one typed, and the soft ones that a page may hide.
fn is_hyphen(letter: char) -> bool {
    matches!(
        letter,
        '-' | '\u{ad}' | '\u{200b}' | '\u{2010}'..='\u{2015}' | '\u{2212}'
    )
}

/// The sign that a person means by `letter`: in any case, O as 0, I and L as 1. `None` for every other one.
pub fn read(letter: char) -> Option<char> {
    let sign = match letter.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    u8::try_from(sign)
        .is_ok_and(|sign| SIGNS.contains(&sign))
        .then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_shows_in_the_signs() {
        assert_eq!(write([0; 5]), "00000000");
        assert_eq!(write([0xFF; 5]), "ZZZZZZZZ");
        for bit in 0..40 {
            let mut bits = [0; 5];
            bits[bit / 8] = 0x80 >> (bit % 8);
            let signs = write(bits);
            assert_eq!(signs.find(|sign| sign != '0'), Some(bit / 5), "{signs}");
        }
    }

    #[test]
    fn a_long_code_is_read_however_it_is_grouped() {
        let signs = write_all(&[0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0, 0x12, 0x34, 0xFF]);
        assert_eq!(signs.len(), 16, "the eleventh byte fills no five");
        assert_eq!(
            signs.get(..8),
            Some(write([0x12, 0x34, 0x56, 0x78, 0x9A]).as_str())
        );
        let shown = grouped(&signs);
        assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', " \u{2013}"),
            signs.clone(),
        ] {
            assert_eq!(read_all(&typed, 16), Some(signs.clone()), "{typed}");
        }
        for wrong in ["", &shown[1..], &format!("{shown}0"), "ÄÄÄÄ-0000-0000-0000"] {
            assert_eq!(read_all(wrong, 16), None, "{wrong}");
        }
    }

    #[test]
    fn a_sign_is_read_as_people_write_it() {
        for sign in SIGNS.iter().copied().map(char::from) {
            assert_eq!(read(sign), Some(sign));
            assert_eq!(read(sign.to_ascii_lowercase()), Some(sign));
        }
        assert_eq!(
            ['o', 'O', 'i', 'I', 'l', 'L'].map(read),
            [Some('0'), Some('0'), Some('1'), Some('1'), Some('1'), Some('1')]
        );
        for other in ['U', 'u', 'Ä', '-', ' ', '!', '\u{130}'] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
