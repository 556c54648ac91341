// A reporter files by telephone, in a real browser with scripts switched off.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { arrive, phone, startBrowser, startDemo } from "./harness.mjs";
import { signIn } from "./worker.mjs";

// What a receipt says of a child's dates, and a date itself.
const BY_WHEN = /viimeistään/;
const DATE = /\d{1,2}\.\d{1,2}\.\d{4}/g;

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(0), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

const go = (page, value) => page.locator(`button[name=go][value="${value}"]:visible`).last();
const heading = (page) => page.locator("h1").innerText();

async function press(page, value) {
  await arrive(page, () => go(page, value).click());
}

/** Types into the fields of the page by their names, then presses Continue. */
async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="${name}"]`);
    if ((await field.first().getAttribute("type")) === "radio") {
      await page.locator(`[name="${name}"][value="${value}"]`).check();
    } else {
      await field.fill(value);
    }
  }
  await press(page, "continue");
}

test("an anonymous report about two children in two municipalities makes two cases in two queues", async () => {
  const { page, context, hosts } = await phone(chrome.browser);
  const addresses = new Set();
  page.on("framenavigated", (frame) => addresses.add(frame.url()));
  await page.goto(demo.public_url);
  assert.equal(await heading(page), "Kerro huolesi lapsesta");
  await press(page, "continue");
  await fill(page, { reporter_role: "private_person" });
  await fill(page, { "children[0].residence.municipality": "Tampere" });
  await page.locator('[name="children[0].first_names"]').fill("Aada");
  await press(page, "add_child");
  await fill(page, { "children[1].first_names": "Onni", "children[1].residence.municipality": "Oulu" });
  await fill(page, { "concern.description": "Lapset ovat iltaisin yksin kotona ja pelkäävät." });
  await press(page, "continue");
  await fill(page, { "reporter.identity": "anonymous" });
  assert.equal(await heading(page), "Tarkista ja lähetä");
  const check = await page.locator("main").innerText();
  for (const shown of ["Aada", "Onni", "Tampere", "Oulu", "Pirkanmaan", "Pohjois-Pohjanmaan", "yksin kotona"]) {
    assert.ok(check.includes(shown), `the check page shows ${shown}`);
  }
  await press(page, "send");
  assert.equal(await heading(page), "Ilmoitus on lähetetty");
  const receipt = await page.locator("main").innerText();
  assert.equal(new Set(receipt.match(/LS-[0-9A-Z]{4}-[0-9A-Z]{4}/g)).size, 3, "one reference, and one for each case");
  assert.match(receipt, BY_WHEN, "dates for a child who is born");
  assert.ok(receipt.match(DATE).length > 1, receipt);
  assert.match(receipt, /([0-9A-HJKMNP-TV-Z]{4}[ -]){5}[0-9A-HJKMNP-TV-Z]{4}/, "a follow-up code");
  for (const typed of ["Aada", "Onni", "yksin kotona"]) {
    assert.ok(!receipt.includes(typed), `the receipt does not repeat ${typed}`);
  }
  assert.deepEqual([...addresses], [demo.public_url], "one address from beginning to end");
  assert.deepEqual([...hosts], [new URL(demo.public_url).host], "one host");
  assert.deepEqual(await context.cookies(), [], "no cookie");

  const references = receipt.match(/LS-[0-9A-Z]{4}-[0-9A-Z]{4}/g);
  for (const [office, name] of [["Pirkanmaan", "Aada"], ["Pohjois-Pohjanmaan", "Onni"]]) {
    const worker = demo.staff.find((one) => one.office.includes(office) && one.role !== "auditor");
    assert.ok(worker, `the demo has a worker of ${office}`);
    const desk = await signIn(chrome.browser, demo, worker);
    await desk.goto(new URL("queue", demo.staff_url).href);
    const rows = await desk.locator("main").innerText();
    const mine = references.filter((reference) => rows.includes(reference));
    assert.equal(mine.length, 1, `${office} has one of the two cases`);
    assert.ok(!rows.includes(name), "a list shows no name");
    await arrive(desk, () => desk.getByText(mine[0]).first().click());
    const opened = await desk.locator("main").innerText();
    assert.ok(opened.includes(name) && opened.includes("yksin kotona"), "the worker reads the whole report");
    await desk.context().close();
  }
  await context.close();
});

test("Enter continues, and the exit leaves the page without a trace of the words", async () => {
  const { page, context } = await phone(chrome.browser);
  await page.goto(demo.public_url);
  await press(page, "continue");
  await fill(page, { reporter_role: "private_person" });
  await page.locator('[name="children[0].residence.municipality"]').fill("Vantaa");
  await arrive(page, () => page.keyboard.press("Enter"));
  assert.equal(await heading(page), "Kenestä lapsesta olet huolissasi?");
  await page.locator('[name="children[0].first_names"]').fill("Piilotettu");
  const asked = page.waitForRequest((request) => !request.url().startsWith(demo.public_url) || request.url().endsWith("/exit"));
  await page.getByRole("button", { name: "Poistu sivulta" }).click();
  assert.ok(!((await asked).postData() ?? "").includes("Piilotettu"), "the exit takes no typed word along");
  await context.close();
});

test("a prenatal report stands in the queue without a child-welfare clock", async () => {
  const { page, context } = await phone(chrome.browser);
  await page.goto(demo.public_url);
  await press(page, "continue");
  await fill(page, { reporter_role: "private_person" });
  await fill(page, { "children[0].residence.municipality": "Tampere" });
  await press(page, "unborn");
  await fill(page, { "unborn_child.parents[0].name": "Testi Odottava" });
  await fill(page, { "concern.description": "Odottava äiti käyttää päihteitä." });
  await press(page, "continue");
  await fill(page, { "reporter.identity": "anonymous" });
  await press(page, "send");
  const receipt = await page.locator("main").innerText();
  assert.doesNotMatch(receipt, BY_WHEN, "no date before birth");
  assert.equal(receipt.match(DATE).length, 1, "no date but that of the arrival");
  const [reference] = receipt.match(/LS-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  const worker = demo.staff.find((one) => one.office.includes("Pirkanmaan") && one.role !== "auditor");
  const desk = await signIn(chrome.browser, demo, worker);
  await desk.goto(new URL("queue", demo.staff_url).href);
  const row = desk.locator("tr", { hasText: reference });
  assert.ok((await row.innerText()).includes("Syntymätön"));
  await desk.context().close();
  await context.close();
});
