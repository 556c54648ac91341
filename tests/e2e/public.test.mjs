// Every branch of the public form, in every language, on a telephone without script: each reaches its receipt. Then every
// page and state that was met on the way, before a machine's eyes. axe needs script in the page, so the pages are shown
// once more, as they were sent, in a browser that has it.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { branches } from "./branches.mjs";
import { counts, judge, media, promises, reflow, targets, validate } from "./faults.mjs";
import { LOCALES, beginning, phone, startBrowser, startDemo } from "./harness.mjs";
import { information, places } from "./pages.mjs";
import { FOLLOW_UP, REFERENCE, openAll, press, standsOn, walk } from "./walker.mjs";

// After the year of the arrival: “1.12.” or “1 December”.
const DATE = /\d\d?\.\d\d?\.|\d\d?\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/g;

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(0), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

/** The pages that were met in each language, each of its shapes once: what two branches share is one page. */
const met = { fi: new Map(), sv: new Map(), en: new Map() };

/** Meets the pages of `page` in `language`: what it returns keeps the page that is there, as it was sent, by a name. */
function meeting(page, language) {
  let last;
  page.on("response", (response) => {
    if (response.request().isNavigationRequest()) last = response;
  });
  return async (name) => {
    const shape = await page.evaluate(() => {
      const parts = [...document.querySelectorAll("main *:not(option)")];
      return parts.map((one) => `${one.tagName}.${one.className}#${one.name ?? ""}`).join(" ");
    });
    if (met[language].has(name + shape)) return;
    met[language].set(name + shape, null);
    const [status, headers, html] = [last.status(), await last.allHeaders(), await last.text()];
    met[language].set(name + shape, { name, url: last.url(), status, headers, html });
  };
}

/** Everything that was typed on the way, but single digits and places. */
function typedOn(rows) {
  const texts = rows.flatMap(({ typed }) => Object.entries(typed));
  return texts
    .filter(([name, text]) => typeof text === "string" && text.length > 3 && /name|text|description|only|concern$/.test(name))
    .map(([, text]) => text);
}

describe("without script", { concurrency: 3 }, () => {
  for (const language of ["fi", "sv", "en"]) {
    for (const branch of branches) {
      test(`${branch.name}, in ${language}`, async () => {
        const { page, context, hosts } = await phone(chrome.browser, { locale: LOCALES[language] });
        const meet = meeting(page, language);
        const addresses = new Set();
        page.on("framenavigated", (frame) => addresses.add(frame.url()));
        const address = beginning(demo, language, branch.from);
        await page.goto(address);
        assert.equal(await page.locator("html").getAttribute("lang"), language);
        await walk(page, branch.rows, (at) => meet(branch.role ? `${branch.role}: ${at}` : at));
        await standsOn(page, "receipt");
        await meet(`receipt of ${branch.name}`);
        const receipt = await page.locator("main").innerText();
        assert.equal(new Set(receipt.match(REFERENCE)).size, branch.references ?? 1, "references");
        assert.equal(FOLLOW_UP.test(receipt), branch.code ?? true, "a follow-up code");
        // By when it begins and is ready; another one may tell when the office opens.
        const dates = receipt.replace(/^.*?20\d\d/s, "").match(DATE) ?? [];
        assert.equal(dates.length >= 2, branch.dates ?? true, `dates: ${dates}`);
        for (const text of [...typedOn(branch.rows), ...(branch.hides ?? [])]) {
          assert.ok(!receipt.includes(text), `the receipt does not tell “${text}”`);
        }
        if (branch.role === "professional") {
          assert.equal(await press(page, "copy:page"), 200);
          await meet(`copy of ${branch.name}`);
        }
        assert.deepEqual([...addresses], [address], "one address from beginning to end");
        assert.deepEqual([...hosts], [new URL(demo.public_url).host], "one host");
        assert.deepEqual(await context.cookies(), [], "no cookie");
        await context.close();
      });
    }

    test(`pages that one reads, in ${language}`, async () => {
      const { page, context } = await phone(chrome.browser, { locale: LOCALES[language] });
      const meet = meeting(page, language);
      for (const path of information) {
        const answer = await page.goto(beginning(demo, language, `${language}/${path}`));
        assert.equal(answer.status(), path === "nowhere" ? 404 : 200, path);
        await meet(path);
      }
      await page.goto(beginning(demo, language, `${language}/contacts`));
      for (const place of places) {
        await page.locator("[name=place]").fill(place);
        assert.equal(await press(page, "continue"), 200, place);
        await meet(`contacts of ${place}`);
      }
      await context.close();
    });
  }
});

describe("before a machine's eyes", { concurrency: 3 }, () => {
  for (const language of ["fi", "sv", "en"]) {
    test(`every page that was met, in ${language}`, async (t) => {
      const { page, context } = await phone(chrome.browser, {
        javaScriptEnabled: true,
        viewport: { width: 320, height: 700 },
        locale: LOCALES[language],
      });
      let shown;
      const isPage = (url) => url.href === shown.url;
      await page.route(isPage, (route) =>
        route.fulfill({ status: shown.status, headers: shown.headers, body: shown.html }),
      );
      // Colours and motion know no language.
      const checks = [promises, judge, targets, reflow, ...(language === "fi" ? [media] : [])];
      const faults = [];
      for (shown of met[language].values()) {
        await page.goto(shown.url);
        await openAll(page);
        const sound = () => validate([[shown.url, shown.status, shown.html]]);
        for (const check of [...checks, sound]) {
          await check(page, `${language} ${shown.name}`, language).catch((fault) => faults.push(fault.message.slice(0, 900)));
        }
      }
      await context.close();
      assert.deepEqual(faults, []);
      assert.ok(met[language].size >= 90, `${met[language].size} pages and states`);
      t.diagnostic(`${met[language].size} pages and states; so far ${JSON.stringify(counts)}`);
    });
  }
});
