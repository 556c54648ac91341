//! Pictures go through whole and in pieces, damaged and cut.

use proptest::prelude::*;

use super::*;

#[path = "../../tests/it/harness/pictures.rs"]
mod pictures;

use pictures::{CANARY, chunk, document, photo, photo_without, screenshot, screenshot_without, segment};

/// What comes out of `file`, given in pieces of `piece` bytes, and what was found.
fn through(mut cleaner: Cleaner, file: &[u8], piece: usize) -> Result<(Vec<u8>, Found), Unreadable> {
    let mut out = Vec::new();
    for part in file.chunks(piece) {
        cleaner.push(part, &mut out)?;
    }
    Ok((out, cleaner.finish()?))
}

fn stripped(file: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let kind = kind_of(file).expect("a known kind");
    through(Cleaner::stripping(kind), file, file.len()).map(|(out, _)| out)
}

fn tells(bytes: &[u8]) -> bool {
    bytes
        .windows(12)
        .any(|window| CANARY.as_bytes().starts_with(window))
}

#[test]
fn only_pixels_and_the_way_up_are_left_whatever_the_pieces() {
    for (file, left) in [(photo(), photo_without()), (screenshot(), screenshot_without())] {
        assert!(tells(&file) && !tells(&left));
        for piece in [1, 2, 3, 7, 64, 1000, file.len()] {
            let cleaner = Cleaner::stripping(kind_of(&file).unwrap());
            let (out, found) = through(cleaner, &file, piece).unwrap();
            assert_eq!(out, left, "in pieces of {piece}");
            assert!(found.removed);
        }
        // What has nothing to tell comes out as it went in, but for the way up, which is written anew.
        assert_eq!(stripped(&left).unwrap(), left);
    }
}

#[test]
fn a_long_scan_comes_through_whole() {
    let file = pictures::large_photo(300_000);
    let out = stripped(&file).unwrap();
    let comment = segment(0xfe, CANARY.as_bytes()).len();
    assert_eq!(out[2..], file[2 + comment..]);
}

#[test]
fn what_is_kept_as_evidence_is_the_same_to_the_byte() {
    for file in [photo(), screenshot(), document("Maija")] {
        let (out, _) = through(Cleaner::keeping(kind_of(&file).unwrap()), &file, 5).unwrap();
        assert_eq!(out, file);
    }
}

#[test]
fn several_scans_and_restarts_are_pixels_too() {
    let scan = [segment(0xda, &[0; 10]), vec![1, 0xff, 0, 2, 0xff, 0xd3, 3]].concat();
    let whole = [
        vec![0xff, 0xd8],
        segment(0xc2, &[0; 15]),
        scan.clone(),
        segment(0xc4, &[0; 20]),
        scan,
        segment(0xdc, &[0, 1]),
        vec![0xff, 0xd9],
    ]
    .concat();
    assert_eq!(stripped(&whole).unwrap(), whole);
    let without_end = &whole[..whole.len() - 8];
    assert_eq!(
        stripped(without_end).unwrap(),
        without_end,
        "some cameras leave the end away"
    );
}

#[test]
fn what_keeps_to_no_format_is_refused() {
    let pixels = pictures::jpeg_pixels();
    let jpeg = |parts: &[&[u8]]| [&[0xff, 0xd8][..], &parts.concat()].concat();
    let png = |parts: &[&[u8]]| [png::SIGNATURE, &parts.concat()].concat();
    let header = chunk(*b"IHDR", &[0; 13]);
    let end = chunk(*b"IEND", &[]);
    let mut wrong_sum = header.clone();
    wrong_sum[9] ^= 1;
    for (what, file) in [
        ("no picture in it", jpeg(&[&[0xff, 0xd9]])),
        (
            "a scan without a frame",
            jpeg(&[&segment(0xda, &[0; 10]), &[0xff, 0xd9]]),
        ),
        ("a length of one byte", jpeg(&[&[0xff, 0xfe, 0, 1]])),
        (
            "bytes between segments",
            jpeg(&[&[0xff, 0xfe, 0, 2, 0x41], &pixels]),
        ),
        ("a second beginning", jpeg(&[&[0xff, 0xd8], &pixels])),
        (
            "a cut JFIF segment",
            jpeg(&[&segment(0xe0, b"JFIF\0\x01"), &pixels]),
        ),
        ("no header", png(&[&pictures::png_pixels(), &end])),
        ("two headers", png(&[&header, &header, &end])),
        ("no pixels", png(&[&header, &end])),
        ("no end", png(&[&header, &pictures::png_pixels()])),
        (
            "a wrong check sum",
            png(&[&wrong_sum, &pictures::png_pixels(), &end]),
        ),
        (
            "an unknown chunk that is needed",
            png(&[&header, &chunk(*b"HUOL", b""), &end]),
        ),
        (
            "a kind that is no word",
            png(&[&header, &chunk(*b"tE\0t", b""), &end]),
        ),
        ("a long header", png(&[&chunk(*b"IHDR", &[0; 14])])),
    ] {
        assert_eq!(stripped(&file), Err(Unreadable), "{what}");
    }
}

#[test]
fn a_file_is_what_its_first_bytes_say() {
    for (head, kind) in [
        (&b"%PDF-1.7"[..], Some(FileKind::Pdf)),
        (b"\xff\xd8\xff\xe1....", Some(FileKind::Jpeg)),
        (b"\x89PNG\r\n\x1a\n", Some(FileKind::Png)),
        (b"GIF89a..", None),
        (b"<svg xml", None),
        (b"<!DOCTYP", None),
        (b"PK\x03\x04....", None),
        (b"MZ......", None),
        (b"\n%PDF-1.", None),
        (b"X5O!P%@A", None),
        (b"", None),
    ] {
        assert_eq!(kind_of(head), kind, "{head:?}");
    }
}

#[test]
fn a_document_names_its_author_wherever_it_is_cut() {
    let author = |bytes: &[u8], piece: usize| {
        let (out, found) = through(Cleaner::stripping(FileKind::Pdf), bytes, piece).unwrap();
        assert_eq!(out, bytes, "a document is never changed");
        found.author
    };
    let far = [vec![b' '; 40_000], document("Maija Mallinen")].concat();
    for piece in [1, 13, 599, 16_384, far.len()] {
        assert_eq!(author(&far, piece).as_deref(), Some("Maija Mallinen"), "{piece}");
    }
    for (info, name) in [
        ("/Author<4d61 696a61>", Some("Maija")),
        ("/Author (\\376\\377\\000\\304\\000i)", Some("Äi")),
        ("/Author (a \\(b\\) (c) d)", Some("a (b) (c) d")),
        ("/Author ()", None),
        ("/Author (  \\n )", None),
        ("/Author 7 0 R", None),
        ("/Authority (x)", None),
        ("/Author (never closed", None),
        (
            "<dc:creator><rdf:Seq><rdf:li>Maija</rdf:li></rdf:Seq></dc:creator>",
            Some("Maija"),
        ),
    ] {
        assert_eq!(author(info.as_bytes(), 1000).as_deref(), name, "{info}");
    }
    assert_eq!(author(&document(""), 64), None);
}

#[test]
fn what_acts_by_itself_is_told() {
    for (text, active) in [
        ("<< /S /JavaScript /JS (x) >>", true),
        ("<< /S /Launch >>", true),
        ("<< /Type /EmbeddedFile >>", true),
        ("<< /JSX 1 /Launcher 2 >>", false),
        ("<< /Type /Page >>", false),
    ] {
        let (_, found) = through(Cleaner::stripping(FileKind::Pdf), text.as_bytes(), 3).unwrap();
        assert_eq!(found.active, active, "{text}");
    }
}

/// A picture after some accidents: bytes changed, taken out, put in, or the end cut off.
fn damaged(file: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let accident = (any::<prop::sample::Index>(), any::<u8>(), 0_u8..4);
    prop::collection::vec(accident, 0..12).prop_map(move |accidents| {
        let mut file = file.clone();
        for (index, byte, what) in accidents {
            if file.len() < 12 {
                break;
            }
            let at = index.index(file.len());
            match what {
                0 => file[at] = byte,
                1 => drop(file.remove(at)),
                2 => file.insert(at, byte),
                _ => file.truncate(at.max(12)),
            }
        }
        file
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_accident_makes_it_fail_otherwise_than_by_saying_so(
        file in prop_oneof![damaged(photo()), damaged(screenshot())],
        piece in 1_usize..200,
    ) {
        for kind in [FileKind::Jpeg, FileKind::Png] {
            let outcome = through(Cleaner::stripping(kind), &file, piece);
            let whole = through(Cleaner::stripping(kind), &file, file.len());
            prop_assert_eq!(&outcome, &whole, "the pieces make no difference");
            if let Ok((out, _)) = outcome {
                // What came out goes through again and stays as it is: nothing is left to take out.
                prop_assert_eq!(through(Cleaner::stripping(kind), &out, out.len()).map(|(out, _)| out), Ok(out.clone()));
                prop_assert!(out.len() <= file.len() + 64);
            }
        }
    }

    #[test]
    fn any_bytes_are_read_without_an_accident(bytes in prop::collection::vec(any::<u8>(), 0..2_000), piece in 1_usize..99) {
        for kind in [FileKind::Jpeg, FileKind::Png, FileKind::Pdf] {
            let mut headed = bytes.clone();
            drop(through(Cleaner::stripping(kind), &bytes, piece));
            headed.splice(0..0, match kind {
                FileKind::Jpeg => vec![0xff, 0xd8, 0xff],
                FileKind::Png => png::SIGNATURE.to_vec(),
                FileKind::Pdf => b"/Author(".to_vec(),
            });
            drop(through(Cleaner::stripping(kind), &headed, piece));
        }
    }
}
