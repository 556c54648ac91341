// A worker's working day with the keys alone and without scripts: sign in, take the next case, decide it in at most six
// control strokes, look a case up in a saved view, give cases to somebody, sign out. Then every page of the day in each
// language and width, for what a machine can find.
//
// A control stroke is a key that does something: it chooses, opens, saves. Tab moves, and typed words are words.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { HtmlValidate } from "html-validate";
import { arrive, code, phone, secondsToNextCode, startBrowser, startDemo } from "./harness.mjs";
import { signIn } from "./worker.mjs";

const rules = JSON.parse(readFileSync(new URL("htmlvalidate.json", import.meta.url)));
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const MOST_STROKES = 6;

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(24), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

const social = () => demo.staff.find((one) => one.user === "leppavaara.social") ?? demo.staff[0];

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
    ["code", code(worker.totp_secret)],
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
  await tabTo(page, "case");
  await page.keyboard.press("Space");
  await tabTo(page, "to");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "assign");
  await enter(page);
  assert.match(await page.locator("main").innerText(), /Asiat on annettu\./);
  await tabTo(page, "Kirjaudu ulos");
  await enter(page);
  assert.match(await page.locator("main").innerText(), /Olet kirjautunut ulos\./);
  await context.close();
});

/** Looks at the page as it stands. */
async function judge(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `${name} scrolls sideways at ${page.viewportSize().width} px`);
  const found = await new AxeBuilder({ page }).withTags(tags).analyze();
  const faults = found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(faults, [], `${name}: axe`);
}

test("every page and state of the day, in three languages, on a telephone and a screen", async () => {
  const sources = [];
  for (const [language, width] of [
    ["fi", 320],
    ["sv", 1280],
    ["en", 320],
  ]) {
    const page = await signIn(chrome.browser, demo, social(), {
      javaScriptEnabled: true,
      viewport: { width, height: 800 },
    });
    page.on("response", async (response) => {
      if ((response.headers()["content-type"] ?? "").startsWith("text/html") && response.status() !== 303) {
        sources.push(response.text().then((text) => [response.url(), response.status(), text]));
      }
    });
    const press = (value) =>
      arrive(page, () => page.locator(`main button[name=go][value="${value}"]:visible`).last().click());
    const see = (name) => judge(page, `${language} ${name}`);
    await page.goto(new URL("account", demo.staff_url).href);
    if ((await page.locator("html").getAttribute("lang")) !== language) await press(language);
    for (const path of ["", "shortcuts", "queue?holder=nobody&due=week", "queue?view=child_self", "queue?view=floods"]) {
      await page.goto(new URL(path, demo.staff_url).href);
      await see(path);
    }
    await page.goto(new URL("queue", demo.staff_url).href);
    await see("queue");
    await press("assign");
    await see("queue with a fault");
    await page.goto(demo.staff_url);
    await press("next");
    await see("case");
    await page.locator("[name=urgency][value=now]").check();
    await press("save");
    await see("decision with faults");
    await page.context().close();
  }
  const validator = new HtmlValidate(rules);
  for (const [url, status, text] of await Promise.all(sources)) {
    const report = await validator.validateString(text);
    const faults = report.results.flatMap((one) => one.messages.map((m) => `${m.ruleId} ${m.line}: ${m.message}`));
    assert.deepEqual(faults, [], `${status} ${url}`);
    assert.ok(!/<script|\son\w+=|javascript:/i.test(text), `${url} holds no script`);
  }
});
