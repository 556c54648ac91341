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
