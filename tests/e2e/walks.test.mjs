// Every branch of the public form, in every language, on a telephone without script: each reaches its receipt.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { branches } from "./branches.mjs";
import { LOCALES, beginning, phone, startBrowser, startDemo } from "./harness.mjs";
import { FOLLOW_UP, REFERENCE, standsOn, walk } from "./walker.mjs";

// After the year of the arrival: “1.12.” or “1 December”.
const DATE = /\d\d?\.\d\d?\.|\d\d? [A-Z][a-z]+ber|\d\d? [JFMA][a-z]+/;

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(0), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

/** Everything that was typed on the way, but single digits and places. */
function typedOn(rows) {
  const texts = rows.flatMap(({ typed }) => Object.entries(typed));
  return texts
    .filter(([name, text]) => typeof text === "string" && text.length > 3 && /name|text|description|only|concern$/.test(name))
    .map(([, text]) => text);
}

describe("without script", { concurrency: 4 }, () => {
  for (const language of ["fi", "sv", "en"]) {
    for (const branch of branches) {
      test(`${branch.name}, in ${language}`, async () => {
        const { page, context, hosts } = await phone(chrome.browser, { locale: LOCALES[language] });
        const addresses = new Set();
        page.on("framenavigated", (frame) => addresses.add(frame.url()));
        const address = beginning(demo, language, branch.from);
        await page.goto(address);
        assert.equal(await page.locator("html").getAttribute("lang"), language);
        await walk(page, branch.rows);
        await standsOn(page, "receipt");
        const receipt = await page.locator("main").innerText();
        assert.equal(new Set(receipt.match(REFERENCE)).size, branch.references ?? 1, "references");
        assert.equal(FOLLOW_UP.test(receipt), branch.code ?? true, "a follow-up code");
        assert.equal(DATE.test(receipt.replace(/^.*?20\d\d/s, "")), branch.dates ?? true, "dates");
        for (const text of [...typedOn(branch.rows), ...(branch.hides ?? [])]) {
          assert.ok(!receipt.includes(text), `the receipt does not tell “${text}”`);
        }
        assert.deepEqual([...addresses], [address], "one address from beginning to end");
        assert.deepEqual([...hosts], [new URL(demo.public_url).host], "one host");
        assert.deepEqual(await context.cookies(), [], "no cookie");
        await context.close();
      });
    }
  }
});
