// Every way through the public form, a row for each page. What a branch ends with is told by `ends`: a receipt with so
// many references, with or without a follow-up code and dates.
import { ANY, row } from "./walker.mjs";

const file = (name, content) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
// A picture of one point and a letter without a page.
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const LETTER = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

const start = row("start");
const whose = (role) => row("who", { reporter_role: role });
const where = (place) => row("where", { "children[0].residence.municipality": place });
const concern = (more = {}) => row("concern", { "concern.description": "Lapset ovat iltaisin yksin kotona.", ...more });
const family = row("family", { family_told: "no" });
const nameless = row("you", { "reporter.identity": "anonymous" });
const named = row("you", { "reporter.identity": "named" });
const birthday = (day, month, year) => ({
  "children[0].birth_date.day": day,
  "children[0].birth_date.month": month,
  "children[0].birth_date.year": year,
});
const send = row("check", {}, "send");

const work = row("work", {
  "reporter.authority": "education",
  "reporter.organisation": "Mallilan koulu",
  "reporter.name": "Oiva Esimerkki",
  "reporter.phone": "050 000 0000",
});
const report = row("report", {
  "children[0].first_names": "Aino Maria",
  "children[0].last_name": "Esimerkki",
  "children[0].residence.municipality": "Tampere",
  "guardians[0].name": "Helmi Esimerkki",
  "concern.description": "Lapset ovat iltaisin yksin kotona.",
  "children[0].told": "yes",
});

/** The shortest way: one typed field. */
export const shortest = [
  start,
  whose("private_person"),
  where("Tampere"),
  row("child"),
  concern(),
  row("family"),
  nameless,
  send,
];

export const branches = [
  { name: "somebody else's child, anonymous", rows: shortest },
  {
    name: "somebody else's child, named, with a wish for secrecy",
    rows: [
      start,
      whose("private_person"),
      where("Tampere"),
      row("child", {
        "children[0].first_names": "Aada Testi",
        "children[0].last_name": "Mallinen",
        "children[0].age_estimate": "noin 6",
        "children[0].birth_date.day": "3",
        "children[0].birth_date.month": "4",
        "children[0].birth_date.year": "2019",
        "children[0].whereabouts": "Mallilan päiväkoti",
        "children[0].guardians_text": "Äiti ja isä",
      }),
      concern({
        worker_only: "Asun samassa rapussa.",
        "concern.reasons": ["neglect", "substance_use"],
        "concern.observed": "Viime perjantaina",
        "concern.ongoing": "now",
      }),
      family,
      named,
      row("details", {
        "reporter.name": "Testi Ilmoittaja",
        "reporter.phone": "050 000 0000",
        "reporter.email": "testi@example.org",
        "reporter.contact_times": "iltaisin",
        "reporter.secrecy_request": true,
        "reporter.secrecy_grounds": "Pelkään perheen aikuista.",
      }),
      send,
    ],
  },
  {
    name: "several children in three municipalities",
    rows: [
      start,
      whose("private_person"),
      where("Tampere"),
      row("child", { "children[0].first_names": "Aada" }, "add_child"),
      row("child 2", { "children[1].first_names": "Onni", "children[1].residence.municipality": "Oulu" }, "add_child"),
      row("child 3", { "children[2].first_names": "Eino", "children[2].residence.municipality": "Espoo" }),
      row("child 3 area", { "children[2].residence.area": ANY }),
      concern({ "children[1].own_concern": "Onni on ollut poissa koulusta." }),
      family,
      nameless,
      send,
    ],
    references: 4,
  },
  {
    name: "a municipality with several areas, mistyped at first",
    rows: [
      start,
      row("who", {}, "continue", 422),
      whose("private_person"),
      row("where", { "children[0].residence.municipality": "Espo" }),
      where("Espoo"),
      row("area", { "children[0].residence.area": ANY }),
      row("child", birthday("31", "2", "2016"), "continue", 422),
      row("child", birthday("1", "2", "2016")),
      row("concern", {}, "continue", 422),
      concern(),
      family,
      row("you", {}, "continue", 422),
      nameless,
      send,
    ],
  },
  {
    name: "with files",
    rows: [
      ...shortest.slice(0, -1),
      row("check", { attachments: [file("virus.pdf", "no such thing")] }, "send", 422),
      row("check", { attachments: [file("IMG_0001.png", PICTURE), file("kirje.pdf", LETTER)] }, "send"),
    ],
  },
  {
    name: "with words by which one is recognised",
    rows: [
      ...shortest.slice(0, 4),
      concern({ "concern.description": "Olen hänen tätinsä, soita 050 000 0000." }),
      row("family"),
      nameless,
      send,
    ],
  },
  {
    name: "an unborn child",
    rows: [
      start,
      whose("private_person"),
      where("Tampere"),
      row("child", {}, "unborn"),
      row("unborn", {
        "unborn_child.expected_birth_text": "keväällä",
        "unborn_child.parents[0].name": "Testi Odottava",
        "unborn_child.parents[0].told": "no",
        "unborn_child.parents[1].name": "Testi Toinen",
      }),
      concern({ support_needs: ["substances"] }),
      family,
      nameless,
      send,
    ],
    dates: false,
  },
  {
    name: "a child and one who is not born",
    rows: [
      start,
      whose("private_person"),
      where("Tampere"),
      row("child", { "children[0].first_names": "Aada" }, "add_child"),
      row("child 2", {}, "unborn"),
      row("unborn", { "unborn_child.parents[0].name": "Testi Odottava", "unborn_child.parents[0].residence.municipality": "Oulu" }),
      concern({ support_needs: ["substances"] }),
      family,
      nameless,
      send,
    ],
    references: 3,
  },
  {
    name: "an unknown municipality, sent by the place of concern",
    rows: [
      start,
      whose("private_person"),
      where(""),
      row("place", { place_of_concern_municipality: "Oulu" }),
      row("child", { "children[0].recognise_text": "Punainen takki, noin kymmenen vuotta" }),
      concern(),
      family,
      nameless,
      send,
    ],
  },
  {
    name: "a child of Åland, sent by the place of concern",
    rows: [
      start,
      whose("private_person"),
      where("Mariehamn"),
      row("nowhere"),
      row("place", { place_of_concern_municipality: "Oulu" }),
      row("child"),
      concern(),
      family,
      nameless,
      send,
    ],
  },
  {
    name: "a child abroad",
    rows: [
      start,
      whose("private_person"),
      where("Berlin"),
      row("place"),
      row("nowhere"),
      row("child", { "children[0].first_names": "Aada" }),
      concern(),
      family,
      nameless,
      send,
    ],
  },
  {
    name: "nothing known of the place",
    rows: [
      start,
      whose("private_person"),
      where(""),
      row("place"),
      row("nowhere"),
      row("child"),
      concern(),
      family,
      nameless,
      send,
    ],
  },
  {
    name: "a protected address",
    rows: [
      start,
      whose("private_person"),
      where("Tampere"),
      row("child", {
        "children[0].first_names": "Aada",
        "children[0].residence.street_address": "Kätkökuja 1",
        "children[0].protected_address": true,
      }),
      concern(),
      family,
      nameless,
      send,
    ],
    hides: ["Tampere", "Pirkanmaa", "Birkaland", "Tammerfors", "Kätkökuja"],
  },
  {
    name: "a guardian who asks for help",
    rows: [
      start,
      whose("guardian"),
      where("Tampere"),
      row("child", { "children[0].first_names": "Aino Testi" }),
      concern({ worker_only: "Pelkään toista huoltajaa." }),
      row("told", { "children[0].told": "no" }),
      row("contact", { "reporter.name": "Helmi Testi", safe_contact: "Tekstiviesti aamulla" }),
      send,
    ],
    role: "guardian",
  },
  {
    name: "a guardian whom nobody can reach, without a code",
    rows: [
      start,
      whose("guardian"),
      where("Tampere"),
      row("child"),
      concern(),
      row("told"),
      row("contact"),
      row("check", { no_code: true }, "send"),
    ],
    role: "guardian",
    code: false,
  },
  {
    name: "a guardian who expects a child",
    rows: [
      start,
      whose("guardian"),
      where("Tampere"),
      row("child", {}, "unborn"),
      row("unborn", { "unborn_child.expected_birth_text": "keväällä", "unborn_child.parents[0].name": "Testi Odottava" }),
      concern(),
      row("contact", { "reporter.name": "Testi Odottava", safe_contact: "Tekstiviesti aamulla" }),
      send,
    ],
    role: "guardian",
    dates: false,
  },
  {
    name: "a young person",
    rows: [
      start,
      whose("young_person"),
      row("young"),
      row("young what", {}, "continue", 422),
      row("young what", { "concern.description": "Isä juo ja huutaa." }),
      row("young you", {
        "reporter.name": "Aino Testi",
        "children[0].age_estimate": "13",
        "children[0].residence.municipality": "Tampere",
        safe_contact: "Viesti koulun jälkeen",
        guardians_may_know: "no",
        guardians_may_know_reason: "Isä suuttuu",
      }),
      send,
    ],
    role: "young",
  },
  {
    name: "a young person who tells no more than what happened",
    rows: [
      start,
      whose("young_person"),
      row("young"),
      row("young what", { "concern.description": "Pelkään kotona." }),
      row("young you"),
      send,
    ],
    role: "young",
  },
  {
    name: "a professional",
    rows: [
      start,
      whose("professional"),
      row("work", { "reporter.authority": "education" }, "continue", 422),
      row("work", { "reporter.organisation": "Mallilan koulu", "reporter.phone": "050 000 0000" }, "continue", 422),
      row("work"),
      row("report", {
        "children[0].residence.municipality": "Tampere",
        "concern.description": "Tulee kouluun nälkäisenä.",
        "concern.urgency": "today",
      }),
      row("call", { not_called: true }),
      send,
    ],
    role: "professional",
  },
  {
    name: "a professional who comes directly, without a name, together with the family",
    from: "professional",
    rows: [
      row("professional"),
      row(
        "work",
        {
          "reporter.authority": "education",
          "reporter.organisation": "Mallilan koulu",
          "reporter.phone": "050 000 0000",
        },
        "continue",
        422,
      ),
      row("work"),
      row("report", {}, "continue", 422),
      row("report", { ...report.typed, joint_contact: true }),
      send,
    ],
    role: "professional",
  },
  {
    name: "a professional of an organisation that is known, about several children",
    from: "professional/esimerkkikunta",
    rows: [
      row("professional"),
      row("work", { "reporter.name": "Oiva Esimerkki", "reporter.phone": "050 000 0000" }),
      row("report", report.typed, "add_child"),
      row("report", { "children[1].first_names": "Onni", "children[1].same_address": true }, "add_guardian"),
      row("report", { "guardians[1].name": "Heikki Esimerkki" }),
      send,
    ],
    role: "professional",
    references: 3,
  },
  {
    name: "a professional about an unborn child",
    from: "professional",
    rows: [
      row("professional"),
      work,
      row("report", {}, "unborn"),
      row("report", {
        "unborn_child.expected_birth_text": "keväällä",
        "unborn_child.parents[0].name": "Testi Odottava",
        "unborn_child.parents[0].residence.municipality": "Tampere",
        "concern.description": "Päihteitä raskauden aikana.",
        support_needs: ["substances"],
        "unborn_child.parents[0].told": "no",
      }),
      send,
    ],
    role: "professional",
    dates: false,
  },
  {
    name: "a professional about a child of a municipality with several areas",
    from: "professional",
    rows: [
      row("professional"),
      work,
      row("report", { ...report.typed, "children[0].residence.municipality": "Espoo" }),
      row("area", { "children[0].residence.area": ANY }),
      send,
    ],
    role: "professional",
  },
  {
    name: "a professional who does not know the place",
    from: "professional",
    rows: [
      row("professional"),
      work,
      row("report", { "concern.description": "Nuori nukkui rappukäytävässä." }),
      row("place"),
      row("nowhere"),
      send,
    ],
    role: "professional",
  },
];
