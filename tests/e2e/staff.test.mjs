// What every page promises, in every language: sound HTML, no accessibility fault that a machine can find, and no
// sideways scroll on the narrowest telephone. axe needs script in the page, so this browser has it; the pages do not.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { HtmlValidate } from "html-validate";
import { arrive, code, command, phone, startBrowser, startDemo } from "./harness.mjs";
import { signIn } from "./worker.mjs";

const rules = JSON.parse(readFileSync(new URL("htmlvalidate.json", import.meta.url)));
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(12), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

/** Looks at the page as it stands. */
async function judge(page, name) {
  const html = await (await page.context().newCDPSession(page)).send("Runtime.evaluate", {
    expression: "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  });
  assert.equal(html.result.value, 0, `${name} scrolls sideways at ${page.viewportSize().width} px`);
  const found = await new AxeBuilder({ page }).withTags(tags).analyze();
  const faults = found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(faults, [], `${name}: axe`);
}

/** Keeps the HTML of every page as it came, before the browser mended it. */
function listen(page, sources) {
  page.on("response", async (response) => {
    if ((response.headers()["content-type"] ?? "").startsWith("text/html") && response.status() !== 303) {
      sources.push(response.text().then((text) => [response.url(), response.status(), text]));
    }
  });
}

async function validate(sources) {
  const validator = new HtmlValidate(rules);
  for (const [url, status, text] of await Promise.all(sources)) {
    const report = await validator.validateString(text);
    const faults = report.results.flatMap((one) => one.messages.map((m) => `${m.ruleId} ${m.line}: ${m.message}`));
    assert.deepEqual(faults, [], `${status} ${url}`);
    assert.ok(!/<script|\son\w+=|javascript:/i.test(text), `${url} holds no script`);
  }
}

async function press(page, value) {
  await arrive(page, () => page.locator(`button[name=go][value="${value}"]:visible`).last().click());
}

for (const language of ["fi", "sv", "en"]) {
  test(`every public page in ${language}`, async () => {
    const { page, context } = await phone(chrome.browser, {
      javaScriptEnabled: true,
      viewport: { width: 320, height: 640 },
    });
    const sources = [];
    listen(page, sources);
    const see = (name) => judge(page, `${language} ${name}`);
    await page.goto(new URL(language, demo.public_url).href);
    await see("start");
    await press(page, "continue");
    await press(page, "continue");
    await see("who, with a fault");
    await page.locator("[name=reporter_role][value=private_person]").check();
    await press(page, "continue");
    await see("where");
    await page.locator('[name="children[0].residence.municipality"]').fill("Espo");
    await press(page, "continue");
    await see("did you mean");
    await page.locator('[name="children[0].residence.municipality"]').fill("Espoo");
    await press(page, "continue");
    await see("area");
    await page.locator("main input[type=radio]").first().check();
    await press(page, "continue");
    await page.locator("details summary").first().click();
    await see("child, opened");
    await page.locator('[name="children[0].birth_date.day"]').fill("31");
    await page.locator('[name="children[0].birth_date.month"]').fill("2");
    await page.locator('[name="children[0].birth_date.year"]').fill("2016");
    await press(page, "continue");
    await see("child, with a fault");
    await page.locator('[name="children[0].birth_date.day"]').fill("1");
    await press(page, "add_child");
    await see("second child");
    await press(page, "continue");
    await press(page, "continue");
    for (const block of await page.locator("details summary").all()) {
      if (!(await block.locator("..").getAttribute("open").then((open) => open !== null))) await block.click();
    }
    await see("concern, with a fault, opened");
    await page.locator('[name="concern.description"]').fill("Sana ".repeat(40) + "x".repeat(120));
    await press(page, "continue");
    await see("family");
    await press(page, "continue");
    await page.locator('[name="reporter.identity"][value=named]').check();
    await press(page, "continue");
    await see("details");
    await page.locator('[name="reporter.name"]').fill("Testi Ilmoittaja");
    await press(page, "continue");
    await see("check");
    await press(page, "send");
    await see("receipt");
    for (const path of ["contact", "privacy", "accessibility", "nowhere"]) {
      await page.goto(new URL(`${language}/${path}`, demo.public_url).href);
      await see(path);
    }
    await page.goto(new URL(`${language}/contacts`, demo.public_url).href);
    for (const place of ["Espoo", "02940", "Kirjala", "xyzzy", "Mariehamn"]) {
      await page.locator("[name=place]").fill(place);
      await press(page, "continue");
      await see(`contacts of ${place}`);
    }
    assert.ok(sources.length >= 18, `${sources.length} pages were looked at`);
    await validate(sources);
    await context.close();
  });
}

test("an unborn child, an unknown place and a professional", async () => {
  const { page, context } = await phone(chrome.browser, {
    javaScriptEnabled: true,
    viewport: { width: 320, height: 640 },
  });
  const sources = [];
  listen(page, sources);
  await page.goto(new URL("sv", demo.public_url).href);
  await press(page, "continue");
  await page.locator("[name=reporter_role][value=private_person]").check();
  await press(page, "continue");
  await press(page, "continue");
  await judge(page, "place of concern");
  await press(page, "continue");
  await judge(page, "nothing known");
  await press(page, "continue");
  await press(page, "unborn");
  await judge(page, "unborn");
  await press(page, "continue");
  await page.locator('[name="concern.description"]').fill("Oro");
  await press(page, "continue");
  await judge(page, "family");
  await page.goto(new URL("professional", demo.public_url).href);
  await judge(page, "the start of those who report in their work");
  await press(page, "continue");
  await judge(page, "work");
  await page.locator('[name="reporter.authority"]').selectOption("education");
  await page.locator('[name="reporter.organisation"]').fill("Mallilan koulu");
  await page.locator('[name="reporter.phone"]').fill("050 000 0000");
  await page.locator('[name="reporter.name"]').fill("Oiva Esimerkki");
  await press(page, "continue");
  await press(page, "add_child");
  await press(page, "unborn");
  await judge(page, "the report of those who report in their work");
  await page.locator('[name="children[0].residence.municipality"]').fill("Tampere");
  await page.locator('[name="concern.description"]').fill("Huoli");
  await page.locator('[name="concern.urgency"][value=today]').check();
  await press(page, "continue");
  await judge(page, "call first");
  await page.locator("[name=not_called]").check();
  await press(page, "continue");
  await judge(page, "check of those who report in their work");
  await press(page, "send");
  await judge(page, "receipt of those who report in their work");
  await press(page, "copy:page");
  await judge(page, "copy of the report");
  await validate(sources);
  await context.close();
});

test("the worker's pages", async () => {
  const worker = demo.staff.find((one) => one.user === "leppavaara.social") ?? demo.staff[0];
  const { page: bare } = await phone(chrome.browser, { javaScriptEnabled: true });
  await bare.goto(demo.staff_url);
  await judge(bare, "sign-in");
  await bare.context().close();
  for (const width of [320, 1280]) {
    const page = await signIn(chrome.browser, demo, worker, {
      javaScriptEnabled: true,
      viewport: { width, height: 800 },
    });
    const sources = [];
    listen(page, sources);
    await page.goto(demo.staff_url);
    await judge(page, `desk at ${width}`);
    await page.goto(new URL("queue", demo.staff_url).href);
    await judge(page, `queue at ${width}`);
    const cases = page.locator('main a[href*="cases/"]');
    const links = await cases.evaluateAll((all) => [...new Set(all.map((one) => one.href))]);
    for (const link of links.slice(0, 3)) {
      await page.goto(link);
      const closed = page.locator("details:not([open]) > summary");
      while ((await closed.count()) > 0) await closed.first().click();
      await judge(page, `case at ${width}`);
    }
    for (const own of ["account", "sessions", "account/password", "account/second-factor", "account/recovery-codes"]) {
      await page.goto(new URL(own, demo.staff_url).href);
      await judge(page, `${own} at ${width}`);
    }
    await press(page, "make");
    await judge(page, `new recovery codes at ${width}`);
    await page.goto(new URL("account/password", demo.staff_url).href);
    await press(page, "change");
    await judge(page, `password with a fault at ${width}`);
    await page.goto(new URL("step-up?next=account/password", demo.staff_url).href);
    await judge(page, `step-up at ${width}`);
    await validate(sources);
    await page.context().close();
  }
});

test("the pages of an administrator", async () => {
  const worker = demo.staff.find((one) => one.role === "county_admin");
  for (const [width, language] of [
    [320, "fi"],
    [1280, "sv"],
  ]) {
    const page = await signIn(chrome.browser, demo, worker, {
      javaScriptEnabled: true,
      viewport: { width, height: 800 },
    });
    const sources = [];
    listen(page, sources);
    await page.goto(new URL("account", demo.staff_url).href);
    if ((await page.locator("html").getAttribute("lang")) !== language) await press(page, language);
    const pages = ["", "/county", "/offices", "/offices/new", "/rules", "/rules/new", "/areas", "/areas/new"];
    for (const one of [...pages, "/municipalities", "/routing", "/deadlines", "/changes"]) {
      await page.goto(new URL(`admin${one}`, demo.staff_url).href);
      await judge(page, `admin${one} at ${width}`);
    }
    await page.goto(new URL("admin/offices", demo.staff_url).href);
    await page.goto(await page.locator("tbody th a").first().evaluate((link) => link.href));
    await judge(page, `an office at ${width}`);
    await page.locator("[name=hours]").fill("ma-pe aina");
    await press(page, "save");
    await judge(page, `an office with a fault at ${width}`);
    await page.goto(new URL("admin/deadlines", demo.staff_url).href);
    await press(page, "ask");
    await judge(page, `dates at ${width}`);
    await page.goto(new URL("admin/routing", demo.staff_url).href);
    await page.locator("[name=place]").fill("Espoo");
    await page.locator("[name=postal_code]").fill("02770");
    await press(page, "ask");
    await judge(page, `a routing at ${width}`);
    await validate(sources);
    await page.context().close();
  }
});

for (const [user, language] of [
  ["leppavaara.intake", "fi"],
  ["matinkyla.intake", "sv"],
]) {
  test(`an account is set up by a link, in ${language}`, async () => {
    const worker = demo.staff.find((one) => one.user === user) ?? demo.staff[language === "fi" ? 1 : 2];
    if (language === "sv") {
      const page = await signIn(chrome.browser, demo, worker);
      await page.goto(new URL("account", demo.staff_url).href);
      await press(page, "sv");
      await page.context().close();
    }
    const printed = command(demo, "staff", "reset-password", worker.user);
    const token = printed.match(/set-up\/(\S+)/)[1];
    const { page, context } = await phone(chrome.browser, {
      javaScriptEnabled: true,
      viewport: { width: 320, height: 640 },
    });
    const sources = [];
    listen(page, sources);
    const place = new URL(`set-up/${token}`, demo.staff_url).href;
    await page.goto(place);
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    await judge(page, "set-up");
    await press(page, "set-up");
    await judge(page, "set-up with a fault");
    const secret = (await page.locator(".huoli-code").first().textContent()).replaceAll(" ", "");
    for (const name of ["password", "again"]) {
      await page.locator(`[name=${name}]`).fill("neljä märkää lapasta narulla");
    }
    await page.locator("[name=code]").fill(code(secret));
    await press(page, "set-up");
    assert.equal(await page.locator(".huoli-code").count(), 10);
    await judge(page, "recovery codes");
    await page.goto(place);
    await judge(page, "a used link");
    await page.goto(new URL("sign-in?recovery=yes", demo.staff_url).href);
    await judge(page, "sign-in with a recovery code");
    await validate(sources);
    await context.close();
  });
}
