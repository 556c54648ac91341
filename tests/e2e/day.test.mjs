// A worker's working day with the keys alone and without scripts: sign in, take the next case, decide it in at most six
// control strokes, look at a saved view, sign out.
//
// A control stroke is a key that does something: it chooses, opens, saves. Tab moves, and typed words are words.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { WORKERS, file } from "./casework.mjs";
import { arrive, codeOf, phone, secondsToNextCode, startBrowser, startDemo } from "./harness.mjs";
const MOST_STROKES = 6;

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(24), startBrowser()]);
  await file(demo, WORKERS.fi.municipality);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

const social = () => demo.staff.find((one) => one.user === WORKERS.fi.user);

/** In the page: what the focus is on. */
const focused = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return "";
    return one.name === "go" ? one.value : one.name || one.textContent.trim() || one.tagName.toLowerCase();
  });

/** Presses Tab until the focus is on `wanted`. */
async function tabTo(page, wanted) {
  const seen = [];
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at === wanted) return;
    seen.push(at);
  }
  assert.fail(`Tab never comes to ${wanted}: ${[...new Set(seen)].join(", ")}`);
}

const enter = (page) => arrive(page, () => page.keyboard.press("Enter"));

test("a working day with the keys alone", async () => {
  const worker = social();
  const { page, context } = await phone(chrome.browser, { viewport: { width: 1280, height: 900 } });
  await page.goto(demo.staff_url);
  if (secondsToNextCode() < 5) await new Promise((resolve) => setTimeout(resolve, 6_000));
  for (const [field, text] of [
    ["user_name", worker.user],
    ["password", worker.password],
    ["code", codeOf(worker.totp_secret)],
  ]) {
    await tabTo(page, field);
    await page.keyboard.type(text);
  }
  await enter(page);
  const count = async () => Number((await page.locator('a[href="queue?view=unassessed"]').innerText()).match(/\d+/)[0]);
  const waiting = await count();
  assert.ok(waiting > 3, `${waiting} wait`);

  await tabTo(page, "next");
  await enter(page);
  const decided = [];
  for (let round = 0; round < 3; round += 1) {
    const reference = await page.locator("h1").innerText();
    assert.ok(!decided.includes(reference), "each case comes once");
    let strokes = 0;
    const stroke = async (key) => {
      strokes += 1;
      await page.keyboard.press(key);
    };
    // The skip link leads past the report to the first question of the decision.
    await tabTo(page, "Siirry ratkaisuun");
    await stroke("Enter");
    await page.keyboard.press("Tab");
    if ((await focused(page)) !== "urgency") await page.keyboard.press("Shift+Tab");
    assert.equal(await focused(page), "urgency");
    const choose = async (value) => {
      await stroke("Space");
      for (let at = 0; at < 10; at += 1) {
        if ((await page.evaluate(() => document.activeElement.value)) === value) return;
        await stroke("ArrowDown");
      }
      assert.fail(`there is no ${value}`);
    };
    await choose("now");
    await tabTo(page, "called_at");
    await page.keyboard.type("0.01");
    await tabTo(page, "decision");
    const unborn = (await page.locator("[name=decision][value=start_assessment]").count()) === 0;
    await choose(unborn ? await page.evaluate(() => document.activeElement.value) : "start_assessment");
    if (unborn) {
      await tabTo(page, "reason");
      await page.keyboard.type("Vanhempien tilanne arvioitu.");
    }
    await tabTo(page, "save_next");
    strokes += 1;
    await enter(page);
    assert.ok(strokes <= MOST_STROKES, `${strokes} strokes for a case`);
    decided.push(reference);
  }
  await tabTo(page, "Työpöytä");
  await enter(page);
  assert.equal(await count(), waiting - 3, "three less wait");

  await tabTo(page, "Jono");
  await enter(page);
  await tabTo(page, "Arvioimatta");
  await enter(page);
  assert.equal(await page.locator("tbody tr").count(), Math.min(waiting - 3, 25));
  await tabTo(page, "Kirjaudu ulos");
  await enter(page);
  assert.match(await page.locator("main").innerText(), /Olet kirjautunut ulos\./);
  await context.close();
});
