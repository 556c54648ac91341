// Every public page and state, in every language, before a machine's eyes: axe, html-validate, reflow, targets, media.
// axe needs script in the page, so this browser has it; the pages are the same without.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { branches } from "./branches.mjs";
import { counts, judge, listen, media, promises, reflow, targets, validate } from "./faults.mjs";
import { LOCALES, beginning, phone, startBrowser, startDemo } from "./harness.mjs";
import { information } from "./pages.mjs";
import { openAll, press, standsOn, walk } from "./walker.mjs";

const PHONE = { javaScriptEnabled: true, viewport: { width: 320, height: 700 } };


let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(0), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

const seen = new Set();

/** Looks at a page once in each of its shapes, with every block open, and adds what is wrong to `faults`. What two
 *  branches share is looked at in the first. */
async function look(page, name, language, faults) {
  const shape = await page.evaluate(() => {
    const parts = [...document.querySelectorAll("main *:not(option)")];
    return parts.map((one) => `${one.tagName}.${one.className}#${one.name ?? ""}`).join(" ");
  });
  if (seen.has(language + name + shape)) return;
  seen.add(language + name + shape);
  await openAll(page);
  // Colours and motion know no language.
  const checks = [promises, judge, targets, reflow, ...(language === "fi" ? [media] : [])];
  for (const check of checks) {
    await check(page, `${language} ${name}`, language).catch((fault) => faults.push(fault.message.slice(0, 900)));
  }
}

describe("every public page", { concurrency: 3 }, () => {
  for (const language of ["fi", "sv", "en"]) {
    test(`in ${language}`, async (t) => {
      const { page, context } = await phone(chrome.browser, { ...PHONE, locale: LOCALES[language] });
      const sources = listen(page);
      const faults = [];
      const see = (name) => look(page, name, language, faults);
      for (const branch of branches) {
        await page.goto(beginning(demo, language, branch.from));
        const told = (at) => (branch.role ? `${branch.role}: ${at}` : at);
        try {
          await walk(page, branch.rows, (at) => see(told(at)));
          await standsOn(page, "receipt");
          await see(`receipt of ${branch.name}`);
        } catch (fault) {
          faults.push(`${branch.name}: ${fault.message}`);
        }
      }
      for (const path of information) {
        const answer = await page.goto(new URL(`${language}/${path}`, demo.public_url).href);
        assert.equal(answer.status(), path === "nowhere" ? 404 : 200, path);
        await see(path);
      }
      await page.goto(new URL(`${language}/contacts`, demo.public_url).href);
      for (const place of ["Espoo", "02940", "Kirjala", "xyzzy", "Mariehamn"]) {
        await page.locator("[name=place]").fill(place);
        await press(page, "continue");
        await see(`contacts of ${place}`);
      }
      await validate(sources).catch((fault) => faults.push(fault.message));
      await context.close();
      assert.deepEqual(faults, []);
      t.diagnostic(`so far ${JSON.stringify(counts)}`);
    });
  }
});
