// The pages that one reads without a report, below a language: `/fi/contacts` and so on.
export const information = [
  "contact",
  "contacts",
  "contacts/06",
  "privacy",
  "accessibility",
  "paper",
  "paper/young_person",
  "paper/professional",
  "followup",
  "nowhere",
];

// What is asked on the page of the numbers: a municipality, a postal code, a name of several, nothing known, Åland.
export const places = ["Espoo", "02940", "Kirjala", "xyzzy", "Mariehamn"];
