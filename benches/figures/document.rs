//! Reports as a school's system would send them: complete, about 3.5 KiB, each of another child. The people are invented.

use serde_json::{Value, json};

/// The signs by which an identity code is checked.
const CHECK: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
const FIRST: [&str; 8] = ["Aino", "Veikko", "Helmi", "Onni", "Siiri", "Eino", "Lumi", "Urho"];
const LAST: [&str; 8] = [
    "Mallinen",
    "Esimerkki",
    "Kuvitelma",
    "Näyte",
    "Keksitty",
    "Malli",
    "Harjoitus",
    "Kokeilu",
];

/// What was seen, in so many words that the whole comes near to what peers were measured with.
const TOLD: &str = "Lapsi on tullut kouluun toistuvasti ilman aamupalaa ja nukahtaa tunneilla. Viimeisten kolmen viikon \
    aikana hän on ollut poissa kahdeksan päivää, eikä huoltaja ole vastannut koulun viesteihin. Lapsi kertoo olevansa \
    iltaisin yksin kotona ja huolehtivansa pienemmästä sisaruksestaan. Vaatteet ovat olleet säähän nähden liian ohuet. ";

/// The `number`th report as the bytes of a request's body.
pub fn body(number: usize) -> Vec<u8> {
    document(number).to_string().into_bytes()
}

fn document(number: usize) -> Value {
    let (day, month) = (1 + number % 28, 1 + number / 28 % 12);
    let own = 900 + number % 100;
    let check = CHECK[(day * 10_000_000 + month * 100_000 + 16_000 + own) % CHECK.len()] as char;
    let (first, last) = (FIRST[number % 8], LAST[number / 8 % 8]);
    json!({
        "reporter": {
            "authority": "education", "organisation": "Mallilan kaupunki", "unit": "Mallilan koulu",
            "title": "Rehtori", "name": "Oiva Esimerkki", "phone": "050 000 0000", "email": "oiva@example.org"
        },
        "children": [{
            "first_names": format!("{first} {number}"), "last_name": last,
            "personal_identity_code": format!("{day:02}{month:02}16B{own}{check}"),
            "residence": {"municipality": "049", "postal_code": "02770", "street_address": format!("Mallitie {number} A 1")},
            "whereabouts": "Koulussa, tunnit päättyvät kello 14", "language": "fi", "told": "yes"
        }],
        "guardians": [{"name": format!("Helmi {last}"), "phone": "050 000 0001", "told": "no",
            "not_told_reason": "Huoltajaa ei ole tavoitettu viikkoon."}],
        "concern": {
            "description": format!("Havainto {number}. {}", TOLD.repeat(4)), "reasons": ["care_neglect"],
            "observed": TOLD.repeat(2), "urgency": "within_days"
        },
        "police_told": "no",
        "worker_only": TOLD
    })
}
