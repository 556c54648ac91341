//! Pictures and documents as cameras and offices make them, with much in them that tells of their making. The pixels are
//! those of a real encoder: sixteen by eight, from red to blue.

use crc32fast::hash;
use data_encoding::HEXLOWER;

/// What stands wherever a file tells of its making, and must not be found afterwards.
pub const CANARY: &str = "kanarialintu-60.1699N-24.9384E";

/// Tables, frame, scan and end of a JPEG.
const JPEG_PIXELS: &[&str] = &[
    "ffdb0043001b12141714111b1716171e1c1b2028422b28252528513a3d3042605565645f555d5b6a7899816a7190735b5d85",
    "b586909ea3abadab6780bcc9baa6c799a8aba4ffdb0043011c1e1e2823284e2b2b4ea46e5d6ea4a4a4a4a4a4a4a4a4a4a4a4",
    "a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4ffc000110800080010030122",
    "00021101031101ffc400160001010100000000000000000000000000000305ffc40016100101010000000000000000000000",
    "0000000102ffc40014010100000000000000000000000000000004ffc4001711000301000000000000000000000000000001",
    "0204ffda000c03010002110311003f00cbd54b540ecb28769a67ffd9",
];

/// The data chunks of a PNG.
const PNG_PIXELS: &[&str] = &[
    "0000009d494441547801a4902d0ec2401085bf6c420927e0005c0087c1e15028140e87c1e15028140e87c1e15028140ec701",
    "b8000740b415af3fdb669bd67453f53233793ff3cc9f817e0cf565a40f63bd98eac15c3796bab0d689ad0eecb5e3a80d67ad",
    "b86ac15d339e9af09689e813d2c3625060fbd984f893ac993529129422fe5849e04fce9298387fc1917de75a82202dd48945",
    "a9b8eb28db37ef9d3b48000000ffffd7877f7700000006494441540300ea8c8fed852f3297",
];

fn bytes(hex: &[&str]) -> Vec<u8> {
    HEXLOWER
        .decode(hex.concat().as_bytes())
        .expect("hexadecimal digits")
}

/// What must come through byte for byte of every JPEG made here.
pub fn jpeg_pixels() -> Vec<u8> {
    bytes(JPEG_PIXELS)
}

/// The same of a PNG.
pub fn png_pixels() -> Vec<u8> {
    bytes(PNG_PIXELS)
}

/// A segment of a JPEG.
pub fn segment(code: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("it fits a segment");
    [&[0xff, code], &length.to_be_bytes()[..], content].concat()
}

/// A chunk of a PNG.
pub fn chunk(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("it fits a chunk");
    let summed = [&kind[..], content].concat();
    [&length.to_be_bytes()[..], &summed, &hash(&summed).to_be_bytes()].concat()
}

/// A TIFF block with an orientation, the place, the camera's number and a thumbnail.
pub fn tiff(orientation: u16) -> Vec<u8> {
    let told = CANARY.as_bytes();
    let length = u32::try_from(told.len()).expect("short");
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    let after = 8 + 2 + 4 * 12 + 4;
    block.extend(4_u16.to_le_bytes());
    for (tag, kind, count, value) in [
        (0x010f_u16, 2_u16, length, after),
        (0x0112, 3, 1, u32::from(orientation)),
        (0x8825, 4, 1, after),
        (0xa431, 2, length, after),
    ] {
        block.extend(tag.to_le_bytes());
        block.extend(kind.to_le_bytes());
        block.extend(count.to_le_bytes());
        block.extend(value.to_le_bytes());
    }
    block.extend(after.to_le_bytes());
    block.extend(told);
    block.extend([0xff, 0xd8]);
    block.extend(jpeg_pixels());
    block
}

/// A photograph that stands on its side, and tells of its making in every way that there is.
pub fn photo() -> Vec<u8> {
    let told = CANARY.as_bytes();
    let mut file = vec![0xff, 0xd8];
    let thumbnail = [&b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x0a"[..], told].concat();
    file.extend(segment(0xe0, &thumbnail));
    file.extend(segment(0xe0, &[b"JFXX\0\x10", told].concat()));
    file.extend(segment(0xe1, &[b"Exif\0\0", &tiff(6)[..]].concat()));
    file.extend(segment(
        0xe1,
        &[b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>", told].concat(),
    ));
    file.extend(segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", told].concat()));
    file.extend(segment(0xed, &[b"Photoshop 3.0\08BIM\x04\x04", told].concat()));
    file.extend(segment(0xee, &[b"Adobe\0\x64\0\0\0\0\x01", told].concat()));
    file.extend(segment(0xfe, told));
    file.extend(jpeg_pixels());
    file.extend(told);
    file
}

/// What is left of [`photo`].
pub fn photo_without() -> Vec<u8> {
    let way = [
        b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
    ];
    [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
        segment(0xe1, &[b"Exif\0\0", &way[..]].concat()),
        segment(0xee, b"Adobe\0\x64\0\0\0\0\x01"),
        jpeg_pixels(),
    ]
    .concat()
}

/// A photograph of exactly `size` bytes, most of them pixels.
pub fn large_photo(size: usize) -> Vec<u8> {
    let mut pixels = jpeg_pixels();
    let end = pixels.split_off(pixels.len() - 2);
    let mut file = [vec![0xff, 0xd8], segment(0xfe, CANARY.as_bytes()), pixels].concat();
    let missing = size - file.len() - end.len();
    file.extend((0..missing).map(|number| u8::try_from(number % 251).expect("less than a byte")));
    [file, end].concat()
}

/// A picture with texts, a time, a profile, an unknown chunk and an EXIF chunk.
pub fn screenshot() -> Vec<u8> {
    let told = CANARY.as_bytes();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        header(),
        chunk(*b"sRGB", &[0]),
        chunk(*b"gAMA", told),
        chunk(*b"tEXt", &[b"Author\0", told].concat()),
        chunk(*b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", told].concat()),
        chunk(*b"tIME", &[7, 0xea, 11, 20, 14, 5, 0]),
        chunk(*b"iCCP", told),
        chunk(*b"prVt", told),
        chunk(*b"eXIf", &tiff(6)),
        png_pixels(),
        chunk(*b"IEND", &[]),
        told.to_vec(),
    ]
    .concat()
}

/// What is left of [`screenshot`].
pub fn screenshot_without() -> Vec<u8> {
    let way = [
        b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
    ];
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        header(),
        chunk(*b"sRGB", &[0]),
        chunk(*b"eXIf", &way),
        png_pixels(),
        chunk(*b"IEND", &[]),
    ]
    .concat()
}

fn header() -> Vec<u8> {
    chunk(*b"IHDR", &[0, 0, 0, 16, 0, 0, 0, 8, 8, 6, 0, 0, 0])
}

/// A document with `author` in its information dictionary; with none, without.
pub fn document(author: &str) -> Vec<u8> {
    let info = if author.is_empty() {
        String::new()
    } else {
        format!("2 0 obj\n<< /Title (Kirje) /Author ({author}) >>\nendobj\n")
    };
    format!("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n{info}trailer\n<< /Root 1 0 R >>\n%%EOF\n")
        .into_bytes()
}
