// What workers do to one another's cases, papers, accounts and the log, in three languages: sound HTML, no accessibility
// fault that a machine can find, no sideways scroll, no script. axe needs script in the page, so this browser has it; the
// pages do not.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { administer } from "./accounts.mjs";
import { assemble } from "./desks.mjs";
import { judge, listen, paper, validate } from "./faults.mjs";
import { startBrowser, startDemo } from "./harness.mjs";
import { WALKS } from "./walks.mjs";
import { openAll } from "./walker.mjs";

const WIDTHS = { fi: 320, sv: 320, en: 1280 };
const LEAST = { walks: 80, administration: 24 };

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(0), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

/** Judges what it is shown, in any of several pages; `end` tells of everything that was wrong. */
function eyes(language) {
  const faults = [];
  const sources = new Map();
  let seen = 0;
  const note = (fault) => faults.push(fault.message.slice(0, 900));
  const watch = async (page) => sources.set(page, await listen(page));
  const see = async (page, name, { printed = false } = {}) => {
    assert.equal(await page.locator("html").getAttribute("lang"), language, name);
    await openAll(page);
    await judge(page, name).catch(note);
    if (printed) await paper(page, name).catch(note);
    seen += 1;
  };
  const end = async (least) => {
    assert.deepEqual(faults, []);
    for (const kept of sources.values()) await validate(kept);
    assert.ok(seen >= least, `${seen} pages and states`);
    return `${seen} pages and states`;
  };
  return { see, watch, end };
}

describe("several workers", () => {
  for (const [language, width] of Object.entries(WIDTHS)) {
    test(`every page and state in ${language} at ${width} px`, async (t) => {
      const { see, watch, end } = eyes(language);
      const options = { javaScriptEnabled: true, viewport: { width, height: 800 } };
      const cast = await assemble(chrome.browser, demo, language, options);
      const pages = ["worker", "intake", "lead", "other"].map((role) => cast[role].page);
      await Promise.all(pages.map(watch));
      for (const walk of WALKS) await walk(cast, see);
      t.diagnostic(await end(LEAST.walks));
      await Promise.all(pages.map((page) => page.context().close()));
    });
  }
});

test("an administrator and an auditor, in three languages", async (t) => {
  const languages = Object.keys(WIDTHS).map((language) => [language, eyes(language)]);
  const all = Object.fromEntries(languages);
  await administer(chrome.browser, demo, Object.entries(WIDTHS), {
    watch: (page) => all.fi.watch(page),
    see: (page, name, language, more) => all[language].see(page, name, more),
  });
  for (const [language, one] of languages) t.diagnostic(`${language}: ${await one.end(LEAST.administration)}`);
});
