// The pages of workers and administrators, on a telephone and on a desk: sound HTML, no accessibility fault that a
// machine can find, no sideways scroll. axe needs script in the page, so this browser has it; the pages do not.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { judge, listen, validate } from "./faults.mjs";
import { codeOf, command, phone, startBrowser, startDemo } from "./harness.mjs";
import { openAll, press } from "./walker.mjs";
import { signIn } from "./worker.mjs";

const WIDTHS = [320, 1280];

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(12), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

test("the worker's pages", async () => {
  const worker = demo.staff.find((one) => one.user === "leppavaara.social") ?? demo.staff[0];
  const { page: bare } = await phone(chrome.browser, { javaScriptEnabled: true });
  await bare.goto(demo.staff_url);
  await judge(bare, "sign-in");
  await bare.context().close();
  const page = await signIn(chrome.browser, demo, worker, { javaScriptEnabled: true });
  const sources = await listen(page);
  const look = async (name) => {
    await openAll(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await judge(page, name);
    }
  };
  const go = (place) => page.goto(new URL(place, demo.staff_url).href);
  await page.goto(demo.staff_url);
  await look("desk");
  await go("queue");
  await look("queue");
  const cases = page.locator('main a[href*="cases/"]');
  const links = await cases.evaluateAll((all) => [...new Set(all.map((one) => one.href))]);
  for (const link of links.slice(0, 3)) {
    await page.goto(link);
    await look("case");
  }
  for (const own of ["account", "sessions", "account/password", "account/second-factor", "account/recovery-codes"]) {
    await go(own);
    await look(own);
  }
  await press(page, "make");
  await look("new recovery codes");
  await go("account/password");
  await press(page, "change");
  await look("password with a fault");
  await go("step-up?next=account/password");
  await look("step-up");
  await validate(sources);
  await page.context().close();
});

test("recording a call, handing the shift over, and the read log", async () => {
  const worker = demo.staff.find((one) => one.user === "leppavaara.intake") ?? demo.staff[0];
  const page = await signIn(chrome.browser, demo, worker, { javaScriptEnabled: true });
  const sources = await listen(page);
  const go = (place) => page.goto(new URL(place, demo.staff_url).href);
  const look = async (name) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await judge(page, name);
    }
  };
  await go("record");
  await look("a record");
  await press(page, "add_child");
  await press(page, "continue");
  await openAll(page);
  await look("a record with faults");
  await page.locator("[name='recorded.channel'][value=phone]").check();
  await page.locator("[name='concern.description']").fill("Soittaja kertoo, että lapsi itkee öisin.");
  await page.locator("[name='children[0].residence.municipality']").fill("Espoo 02770");
  await page.locator("[name='reporter_role'][value=private_person]").check();
  await page.locator("[name='recorded.wants_code']").check();
  assert.equal(await press(page, "continue"), 200);
  assert.equal(await page.locator(".huoli-code").count(), 2, "the reference and the code are read aloud");
  await look("what is read to the caller");
  await go("handover");
  await look("a hand-over");
  await page.locator("[name=note]").fill("Soita aamulla neuvolaan.");
  await press(page, "write");
  await look("a hand-over with a note");
  for (const place of ["log/own", "log/own?case=x"]) {
    await go(place);
    await look(place);
  }
  await validate(sources);
  await page.context().close();
  const supervisor = demo.staff.find((one) => one.role === "supervisor");
  const chief = await signIn(chrome.browser, demo, supervisor, { javaScriptEnabled: true });
  const rows = await listen(chief);
  for (const width of WIDTHS) {
    await chief.setViewportSize({ width, height: 800 });
    for (const place of ["log/office", "log/office?case=x"]) {
      await chief.goto(new URL(place, demo.staff_url).href);
      await judge(chief, `${place} at ${width}`);
    }
  }
  await validate(rows);
  await chief.context().close();
  const auditor = demo.staff.find((one) => one.role === "auditor");
  const watching = await signIn(chrome.browser, demo, auditor, { javaScriptEnabled: true });
  const seen = await listen(watching);
  for (const width of WIDTHS) {
    await watching.setViewportSize({ width, height: 800 });
    for (const place of ["log", "log?case=x", "log?print=yes"]) {
      await watching.goto(new URL(place, demo.staff_url).href);
      await judge(watching, `${place} at ${width}`);
    }
    await watching.goto(new URL("log", demo.staff_url).href);
    await press(watching, "check");
    await judge(watching, `a log that was walked at ${width}`);
  }
  await validate(seen);
  await watching.context().close();
});

test("the pages of an administrator", async () => {
  const worker = demo.staff.find((one) => one.role === "county_admin");
  const page = await signIn(chrome.browser, demo, worker, { javaScriptEnabled: true });
  const sources = await listen(page);
  for (const [width, language] of [
    [320, "fi"],
    [1280, "sv"],
  ]) {
    await page.setViewportSize({ width, height: 800 });
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
  }
  await validate(sources);
  await page.context().close();
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
    const sources = await listen(page);
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
    await page.locator("[name=code]").fill(codeOf(secret));
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
