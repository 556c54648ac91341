// Walks the pages as a table says: a row names the page, what is typed on it and the button that is pressed. Nothing
// here reads words, so that one table serves every language.
import assert from "node:assert/strict";
import { arrive } from "./harness.mjs";

/** Where the name of a page's first field is not the name of the page: what proves that the page is there. */
const PROOF = {
  start: 'main a[href$="/contacts"]',
  who: field("reporter_role"),
  where: field("children[0].residence.municipality"),
  area: field("children[0].residence.area"),
  place: field("place_of_concern_municipality"),
  nowhere: 'main button[value="continue"]',
  child: field("children[0].first_names"),
  "child 2": field("children[1].first_names"),
  "child 3": field("children[2].first_names"),
  "child 3 area": field("children[2].residence.area"),
  unborn: field("unborn_child.parents[0].name"),
  concern: field("concern.description"),
  family: field("family_told"),
  you: field("reporter.identity"),
  details: field("reporter.name"),
  told: field("children[0].told"),
  contact: field("safe_contact"),
  young: 'main a[href="tel:116111"]',
  "young what": field("concern.description"),
  "young you": field("guardians_may_know"),
  work: field("reporter.organisation"),
  report: field("guardians[0].name"),
  call: field("called_at"),
  professional: 'main button[value="continue"]',
  check: 'main button[value="send"]',
  receipt: "main .govuk-panel",
};

/** Instead of a value: the first of the choices, whatever it is. */
export const ANY = Symbol("any");

/** A report's reference. */
export const REFERENCE = /LS-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/g;

/** The follow-up code: 24 characters in 6 groups. */
export const FOLLOW_UP = /([0-9A-HJKMNP-TV-Z]{4}[ -]){5}[0-9A-HJKMNP-TV-Z]{4}/;

/** The selector of the field called `name`. */
export function field(name) {
  return `[name="${name}"]`;
}

/** A row: on the page `at`, fill in `typed` and press `go`; the answer has `status`. */
export function row(at, typed = {}, go = "continue", status = 200) {
  return { at, typed, go, status };
}

/** Presses the button `value` of the page and resolves with the answer's status. */
export async function press(page, value) {
  const asked = page.waitForResponse((one) => one.request().isNavigationRequest() && one.status() !== 303);
  asked.catch(() => {});
  const button = page.locator(`button[name="go"][value="${value}"]:visible`).last();
  await arrive(page, () => button.click());
  return (await asked).status();
}

/** Fills in the fields of the page by their names: texts, choices, ticks, lists and files. */
export async function type(page, typed) {
  for (const [name, value] of Object.entries(typed)) {
    const all = page.locator(field(name));
    await reveal(all.first());
    const [kind, tag] = await all.first().evaluate((one) => [one.type, one.tagName]);
    if (value === ANY) {
      await all.first().check();
    } else if (kind === "radio" || (kind === "checkbox" && value !== true)) {
      for (const one of [value].flat()) await page.locator(`${field(name)}[value="${one}"]`).check();
    } else if (kind === "checkbox") {
      await all.check();
    } else if (kind === "file") {
      await all.setInputFiles(value);
    } else if (tag === "SELECT") {
      await all.selectOption(value);
    } else {
      await all.fill(value);
    }
  }
}

/** Opens the blocks that hold `one`, as a person does who looks for it. */
async function reveal(one) {
  const closed = one.locator("xpath=ancestor::details[not(@open)]/summary");
  for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
}

/** Opens every closed block of the page. */
export function openAll(page) {
  return page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
}

/** Fails unless the page `at` is there. */
export async function standsOn(page, at) {
  const there = await page.locator(PROOF[at] ?? field(at)).count();
  assert.ok(there > 0, `this is not the page “${at}” but “${await page.locator("h1").first().innerText()}”`);
}

/** Walks `rows` from the page that is there, and calls `see` with the name of every page before it is left. */
export async function walk(page, rows, see = async () => {}) {
  for (const { at, typed, go, status } of rows) {
    await standsOn(page, at);
    await see(at);
    await type(page, typed);
    const answered = await press(page, go);
    assert.equal(answered, status, `${at}, ${go}`);
    if (status === 422) {
      await standsOn(page, at);
      await see(`${at} with a fault`);
    }
  }
}
