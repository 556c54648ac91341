//! Padding, so that the stored size of a text says little about its length.
//!
//! The padded form is `u32 length ‖ data ‖ zeros` up to a Padmé size: the length is rounded up so that only its
//! first few bits matter, which costs at most 12 percent and leaves a handful of sizes per power of two.

use zeroize::Zeroizing;

/// The smallest padded size in bytes: an empty field and a short name look alike.
const FLOOR: usize = 256;

/// The size in bytes of the length that stands in front of the data.
pub const LENGTH: usize = 4;

/// The Padmé size for `length` bytes, never below 256. With `E = ⌊log2 L⌋` and `S = ⌊log2 E⌋ + 1` the length is
/// rounded up to a multiple of `2^(E − S)`.
pub fn padded_size(length: usize) -> usize {
    if length <= FLOOR {
        return FLOOR;
    }
    let exponent = length.ilog2();
    let significant = exponent.ilog2() + 1;
    let step = 1_usize << exponent.saturating_sub(significant);
    length.div_ceil(step).saturating_mul(step)
}

/// `data` with its length in front and zeros behind. `None` when the length does not fit 32 bits.
pub fn pad(data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let length = u32::try_from(data.len()).ok()?;
    let size = padded_size(data.len().checked_add(LENGTH)?);
    Some(padded(data, length, size))
}

/// `data` in a padded form of exactly `size` bytes. `None` when it does not fit.
pub fn pad_to(data: &[u8], size: usize) -> Option<Zeroizing<Vec<u8>>> {
    let length = u32::try_from(data.len()).ok()?;
    (data.len().checked_add(LENGTH)? <= size).then(|| padded(data, length, size))
}

fn padded(data: &[u8], length: u32, size: usize) -> Zeroizing<Vec<u8>> {
    let mut padded = Zeroizing::new(Vec::with_capacity(size));
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(data);
    padded.resize(size, 0);
    padded
}

/// The data inside `padded`. `None` when the length does not fit or anything but zeros follows the data.
pub fn unpad(padded: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (length, rest) = padded.split_first_chunk::<LENGTH>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (data, zeros) = rest.split_at_checked(length)?;
    zeros
        .iter()
        .all(|byte| *byte == 0)
        .then(|| Zeroizing::new(data.to_vec()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sizes_are_those_of_the_specification() {
        for (length, size) in [
            (0, 256),
            (256, 256),
            (257, 272),
            (1_000, 1_024),
            (1_024, 1_024),
            (5_000, 5_120),
            (1_000_000, 1_015_808),
        ] {
            assert_eq!(padded_size(length), size, "{length}");
        }
    }

    #[test]
    fn nothing_and_a_short_name_look_alike() {
        assert_eq!(pad(b"").unwrap().len(), pad(b"Aino Mallinen").unwrap().len());
        // 252 bytes and the length in front just fit the floor.
        assert_eq!(pad(&[1; 252]).unwrap().len(), 256);
        assert_eq!(pad(&[1; 253]).unwrap().len(), 272);
    }

    #[test]
    fn what_is_not_padding_is_refused() {
        assert!(unpad(&[0, 0, 0]).is_none(), "no room for the length");
        assert!(unpad(&[0, 0, 0, 2, 7]).is_none(), "shorter than it says");
        assert!(unpad(&[0, 0, 0, 1, 7, 1]).is_none(), "something after the data");
        assert_eq!(*unpad(&[0, 0, 0, 1, 7, 0]).unwrap(), [7]);
    }

    proptest! {
        #[test]
        fn padding_comes_off_again(data in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            prop_assert_eq!(&*unpad(&pad(&data).unwrap()).unwrap(), &data);
        }

        #[test]
        fn a_size_is_stable_and_grows_by_at_most_12_percent(length in 257_usize..100_000_000) {
            let size = padded_size(length);
            prop_assert!(size >= length);
            prop_assert!((size - length) * 100 <= length * 12);
            prop_assert_eq!(padded_size(size), size);
        }
    }
}
