// The pages that one reads without a report, below a language: `/fi/contacts` and so on.
export const information = [
  "contact",
  "contacts",
  "privacy",
  "accessibility",
  "paper",
  "paper/young_person",
  "paper/professional",
  "followup",
  "nowhere",
];
