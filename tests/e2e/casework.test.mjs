// The pages that a case leads a worker to, in three languages: sound HTML, no accessibility fault that a machine can find,
// no sideways scroll, no script. axe needs script in the page, so this browser has it; the pages do not.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { WORKERS, file, speak, work } from "./casework.mjs";
import { judge, listen, validate } from "./faults.mjs";
import { startBrowser, startDemo } from "./harness.mjs";
import { openAll } from "./walker.mjs";
import { signIn } from "./worker.mjs";

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(24), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

describe("a worker's cases", () => {
  for (const [language, width] of [
    ["fi", 320],
    ["sv", 320],
    ["en", 1280],
  ]) {
    test(`every page and state in ${language} at ${width} px`, async (t) => {
      const { user, municipality } = WORKERS[language];
      await file(demo, municipality);
      const worker = demo.staff.find((one) => one.user === user);
      const page = await signIn(chrome.browser, demo, worker, {
        javaScriptEnabled: true,
        viewport: { width, height: 800 },
      });
      await speak(page, demo, language);
      const sources = await listen(page);
      const faults = [];
      let seen = 0;
      await work(page, demo, async (name) => {
        assert.equal(await page.locator("html").getAttribute("lang"), language);
        await openAll(page);
        await judge(page, name).catch((fault) => faults.push(fault.message.slice(0, 900)));
        seen += 1;
      });
      await page.context().close();
      assert.deepEqual(faults, []);
      await validate(sources);
      assert.ok(seen >= 27, `${seen} pages and states`);
      t.diagnostic(`${seen} pages and states`);
    });
  }
});
