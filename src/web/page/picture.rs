//! A picture that is drawn in the page itself: black squares on white, without script, style or a file.

use qrcode::{Color, EcLevel, QrCode};

/// A QR code as one path of an SVG picture.
#[derive(Clone)]
pub struct Picture {
    /// What a screen reader says.
    pub label: String,
    /// The width and height, quiet zone included, in squares.
    pub size: usize,
    /// The size on the page, in CSS pixels.
    pub pixels: usize,
    /// The path's `d`: one rectangle of a square's height for each run of dark squares.
    pub path: String,
}

/// The white border that readers need, in squares.
const QUIET: usize = 4;
/// The side of a square on the page, in CSS pixels.
const SQUARE: usize = 4;

impl Picture {
    /// The QR code of `text`; `None` for a text that is too long for one.
    pub fn qr(text: &str, label: String) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
        let (width, squares) = (code.width(), code.to_colors());
        let mut path = String::new();
        for (y, row) in squares.chunks(width).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|one, other| one == other) {
                if run.first() == Some(&Color::Dark) {
                    let (left, top, long) = (x + QUIET, y + QUIET, run.len());
                    path.extend(
                        [
                            format!("M{left} {top}"),
                            format!("h{long}v1"),
                            format!("h-{long}z"),
                        ]
                        .iter()
                        .map(String::as_str),
                    );
                }
                x += run.len();
            }
        }
        let size = width + 2 * QUIET;
        Some(Self {
            label,
            size,
            pixels: size * SQUARE,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The finder pattern stands in three corners: a ring of seven squares around three.
    #[test]
    fn a_code_has_its_three_corners() {
        let picture = Picture::qr("otpauth://totp/Huoli:m?secret=GEZDGNBVGY3TQOJQ", String::new()).unwrap();
        let far = picture.size - QUIET - 7;
        for (x, y) in [(QUIET, QUIET), (far, QUIET), (QUIET, far)] {
            assert!(picture.path.contains(&format!("M{x} {y}h7v1h-7z")), "{x} {y}");
        }
        assert!(
            picture
                .path
                .chars()
                .all(|c| c.is_ascii_digit() || "Mhvz- ".contains(c))
        );
        assert!(Picture::qr(&"x".repeat(5_000), String::new()).is_none());
    }
}
