// The whole form with the keys alone: the order of the stops, a focus that is always to be seen, no trap, Enter that
// continues, and after a fault the summary under the cursor. Scripts are off.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { arrive, phone, startBrowser, startDemo } from "./harness.mjs";
import { press, standsOn, type } from "./walker.mjs";

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(0), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

/** In the page: where the focus is, and what is wrong with it. */
function focused() {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const name = one.matches(".govuk-skip-link")
    ? "skip"
    : one.closest(".huoli-exit")
      ? "exit"
      : (one.closest("footer") && "footer") ||
        (one.closest("aside") && "help") ||
        (one.matches("summary") && "details") ||
        (one.name === "go" ? one.value : one.name) ||
        (one.matches(".govuk-error-summary") && "summary") ||
        (one.closest(".govuk-error-summary") && "to the field") ||
        one.tagName.toLowerCase();
  const style = getComputedStyle(one);
  const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  // A radio button or a tick draws its focus on its label.
  const drawn = one.matches("[type=radio], [type=checkbox]")
    ? getComputedStyle(one.nextElementSibling, "::before").boxShadow !== "none"
    : marked || style.boxShadow !== "none";
  const shown = one.matches("[type=radio], [type=checkbox]") ? one.nextElementSibling : one;
  const boxes = [...shown.getClientRects()];
  const bar = document.querySelector(".huoli-exit").getBoundingClientRect();
  const inside = name === "exit" || name === "skip";
  // Of a tall text box the browser shows at least the line that holds the cursor.
  const top = inside ? 0 : bar.bottom;
  const showing = (box) => Math.min(box.bottom, innerHeight) - Math.max(box.top, top);
  const hidden = boxes.every((box) => showing(box) < Math.min(box.height, 44) - 0.5);
  return { name, drawn, hidden, html: one.outerHTML.slice(0, 120) };
}

/** Presses Tab until the focus has been everywhere; returns the names of its stops in order, equal neighbours once. */
async function stops(page, told) {
  const all = [];
  const visited = new Set();
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    if (!at) break;
    const mark = await page.evaluate(() => [...document.querySelectorAll("*")].indexOf(document.activeElement));
    if (visited.has(mark)) break;
    visited.add(mark);
    assert.ok(at.drawn, `${told}: the focus is to be seen on ${at.html}`);
    assert.ok(!at.hidden, `${told}: the focus is not under the exit or below the screen: ${at.html}`);
    all.push(at.name);
  }
  assert.ok(all.length < 120, `${told} has an end`);
  return all.filter((name, index) => name !== all[index - 1]);
}

/** Presses Tab until the focus is on `name`. */
async function tabTo(page, name) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(focused))?.name === name) return;
  }
  assert.fail(`Tab never comes to ${name}`);
}

const enter = (page) => arrive(page, () => page.keyboard.press("Enter"));

const TOP = ["skip", "exit", "lang:sv", "lang:en"];
const END = ["help", "footer"];
const CHILD = ["first_names", "last_name", "age_estimate", "recognise_text"].map((name) => `children[0].${name}`);
const OWN = ["name", "phone", "email", "relation", "contact_times"].map((name) => `reporter.${name}`);

/** The stops of each page, and what leads on from it. */
const PAGES = [
  ["start", ["a", "continue", "a"], {}],
  ["who", ["reporter_role", "continue"], { reporter_role: "private_person" }],
  ["where", ["children[0].residence.municipality", "continue"], { "children[0].residence.municipality": "Tampere" }],
  ["child", [...CHILD, "details", "continue", "add_child", "unborn"], {}],
  ["concern", ["concern.description", "details", "a", "continue"], { "concern.description": "Huoli" }],
  ["family", ["family_told", "continue"], {}],
  ["you", ["reporter.identity", "continue"], { "reporter.identity": "named" }],
  ["details", [...OWN, "reporter.protected_address", "reporter.secrecy_request", "reporter.secrecy_grounds", "continue"], {}],
];

test("the stops of each page come in the order in which it is read, and each is to be seen", async () => {
  const { page, context } = await phone(chrome.browser, { viewport: { width: 320, height: 640 } });
  await page.goto(new URL("fi", demo.public_url).href);
  const found = {};
  const wanted = {};
  for (const [at, own, typed] of PAGES) {
    await standsOn(page, at);
    const back = at === "start" ? [] : ["previous"];
    // Whom to call instead is a link of the page while the child's office is closed, and none while it is open.
    const calls = at !== "concern" || (await page.locator('main a[href^="tel:"]').count()) > 0;
    wanted[at] = [...TOP, ...back, ...own.filter((name) => calls || name !== "a"), ...END];
    found[at] = await stops(page, at);
    await type(page, typed);
    await press(page, "continue");
  }
  assert.deepEqual(found, wanted);
  const last = await stops(page, "check");
  assert.deepEqual(last.slice(0, 5), [...TOP, "previous"]);
  assert.ok(last.indexOf("send") > last.indexOf("change:concern"), "one passes every answer before sending");
  assert.deepEqual(last.slice(-2), END);
  await press(page, "send");
  await standsOn(page, "receipt");
  assert.deepEqual((await stops(page, "receipt")).slice(0, 2), ["skip", "exit"]);
  await context.close();
});

test("the keys alone lead from the first page to the receipt", async () => {
  const { page, context } = await phone(chrome.browser);
  await page.goto(new URL("fi", demo.public_url).href);
  await tabTo(page, "continue");
  await enter(page);

  await standsOn(page, "who");
  await tabTo(page, "continue");
  await enter(page);
  const fault = await page.evaluate(focused);
  assert.equal(fault.name, "summary", "after a fault the summary has the focus");
  assert.ok(!fault.hidden, "and it is to be seen");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal((await page.evaluate(focused)).name, "reporter_role", "its link leads to the field");
  await page.keyboard.press("Space");
  await enter(page);

  await standsOn(page, "where");
  await tabTo(page, "children[0].residence.municipality");
  await page.keyboard.type("Tampere");
  await enter(page);

  await standsOn(page, "child");
  await tabTo(page, "details");
  await page.keyboard.press("Enter");
  await tabTo(page, "children[0].birth_date.day");
  await enter(page);

  await standsOn(page, "concern");
  await tabTo(page, "concern.description");
  await page.keyboard.type("Yksin kotona");
  await page.keyboard.press("Enter");
  await page.keyboard.type("iltaisin");
  assert.equal(await page.locator('[name="concern.description"]').inputValue(), "Yksin kotona\niltaisin");
  await tabTo(page, "continue");
  await enter(page);

  await standsOn(page, "family");
  await tabTo(page, "family_told");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await enter(page);

  await standsOn(page, "you");
  await tabTo(page, "reporter.identity");
  await page.keyboard.press("Space");
  await enter(page);

  await standsOn(page, "check");
  await tabTo(page, "send");
  await enter(page);
  await standsOn(page, "receipt");
  await context.close();
});

test("Enter in a field of the check page sends nothing, and the skip link leads past the top", async () => {
  const { page, context } = await phone(chrome.browser);
  await page.goto(new URL("fi", demo.public_url).href);
  assert.equal(await page.locator('button[value="continue"][aria-hidden="true"]').count(), 1);
  for (const [, , typed] of PAGES.slice(0, 6)) {
    await type(page, typed);
    await press(page, "continue");
  }
  await type(page, { "reporter.identity": "anonymous" });
  await press(page, "continue");
  await standsOn(page, "check");
  assert.equal(await page.locator('button[aria-hidden="true"]').count(), 0, "no hidden button that Enter could press");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.closest("main") !== null);
  assert.ok(first, "after the skip link the first stop is in the page itself");
  await context.close();
});
