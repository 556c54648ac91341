// Where a visit cannot simply go on, in every language: an unknown address, a method that no page knows, a page that does
// not open, a text that is too long, a database that is away. Each keeps what was typed or says whom to call, and holds
// what every page promises. The first page is also weighed here.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shortest } from "./branches.mjs";
import { counts, judge, listen, promises, reflow, targets, validate } from "./faults.mjs";
import { command, folder, phone, startBrowser, startDemo } from "./harness.mjs";
import { openAll, press, standsOn, type, walk } from "./walker.mjs";

const PHONE = { javaScriptEnabled: true, viewport: { width: 320, height: 700 } };
const TYPED = "Lapsi on iltaisin yksin kotona.";

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(0), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

async function look(page, name, language) {
  await openAll(page);
  for (const check of [promises, judge, targets, reflow]) await check(page, `${language} ${name}`, language);
}

/** A worn-out page: its sealed field is another's. */
async function spoil(page) {
  await page.locator('input[name="state"]').evaluate((one) => (one.value = `AQ${one.value.slice(2).toLowerCase()}`));
}

/** Holds the database for itself until `release`. */
async function holdDatabase() {
  const holder = spawn("sqlite3", [join(demo.data_dir, "huoli.db")], { stdio: ["pipe", "pipe", "inherit"] });
  const held = new Promise((resolve) => holder.stdout.once("data", resolve));
  holder.stdin.write(".timeout 5000\nBEGIN EXCLUSIVE;\nSELECT 'held';\n");
  await held;
  return () =>
    new Promise((resolve) => {
      holder.once("exit", resolve);
      holder.stdin.end("ROLLBACK;\n.quit\n");
    });
}

const atTheConcern = shortest.slice(0, 4);

const EDGES = [
  {
    name: "404",
    status: 404,
    go: (page, start) => page.goto(`${start}/nowhere`),
  },
  {
    name: "405",
    status: 405,
    go: async (page, start) => {
      await page.route(start, (route) => route.continue({ method: "PUT" }));
      return page.goto(start);
    },
  },
  {
    name: "a page that does not open",
    status: 400,
    typed: true,
    go: async (page, start) => {
      await page.goto(start);
      await walk(page, atTheConcern);
      await type(page, { "concern.description": TYPED });
      await spoil(page);
      return press(page, "continue");
    },
  },
  {
    name: "a text that is too long for the page",
    status: 422,
    typed: true,
    go: async (page, start) => {
      await page.goto(start);
      await walk(page, atTheConcern);
      await type(page, { "concern.description": TYPED + "x".repeat(20_000) });
      return press(page, "continue");
    },
  },
  {
    name: "a text that is too long for the service",
    status: 413,
    go: async (page, start) => {
      await page.goto(start);
      await walk(page, atTheConcern);
      await type(page, { "concern.description": TYPED + "x".repeat(1_100_000) });
      return press(page, "continue");
    },
  },
];

describe("edges", { concurrency: 3 }, () => {
  for (const language of ["fi", "sv", "en"]) {
    test(`in ${language}`, async (t) => {
      for (const { name, status, typed, go } of EDGES) {
        const { page, context } = await phone(chrome.browser, PHONE);
        const sources = await listen(page);
        const answer = await go(page, new URL(language, demo.public_url).href);
        assert.equal(typeof answer === "number" ? answer : answer.status(), status, name);
        await look(page, name, language);
        assert.ok((await page.locator('aside a[href="tel:112"], main a[href="tel:112"]').count()) > 0, `${name}: 112`);
        if (typed) {
          const texts = await page.locator("textarea").evaluateAll((all) => all.map((one) => one.value));
          assert.ok(texts.some((text) => text.startsWith(TYPED)), `${name} gives back what was typed`);
        }
        await validate(sources);
        await context.close();
      }
      t.diagnostic(`so far ${JSON.stringify(counts)}`);
    });
  }
});

test("while the database is away a report is not lost: the same page sends it afterwards", async () => {
  for (const language of ["fi", "sv", "en"]) {
    const { page, context } = await phone(chrome.browser, PHONE);
    const sources = await listen(page);
    await page.goto(new URL(language, demo.public_url).href);
    await walk(page, shortest.slice(0, -1));
    const release = await holdDatabase();
    try {
      assert.equal(await press(page, "send"), 503);
      await standsOn(page, "check");
      await look(page, "database away", language);
      assert.equal(await page.locator(".govuk-panel").count(), 0, "no word of success");
    } finally {
      await release();
    }
    assert.equal(await press(page, "send"), 200);
    await standsOn(page, "receipt");
    await validate(sources);
    await context.close();
  }
});

test("what the proxy shows while the service is down is sound too", async () => {
  const written = folder("away");
  command(demo, "offices", "page", "--output", written.path);
  const recipe = new URL("../../deploy/away.html", import.meta.url);
  const pages = [["", recipe], ...["fi", "sv", "en"].map((one) => [`${one}/contacts`, join(written.path, one, "contacts.html")])];
  const { page, context } = await phone(chrome.browser, PHONE);
  for (const [path, from] of pages) {
    const html = readFileSync(from, "utf8");
    const url = new URL(path, demo.public_url).href;
    await page.route(url, (route) => route.fulfill({ status: 503, contentType: "text/html; charset=utf-8", body: html }));
    await page.goto(url);
    for (const check of [judge, targets, reflow]) await check(page, `${from}`);
    await validate([[url, 503, html]]);
  }
  await context.close();
  written.remove();
});

test("the first page comes in two requests and its icon, from one host", async (t) => {
  const { page, context } = await phone(chrome.browser);
  const asked = [];
  page.on("requestfinished", async (request) => asked.push([request.url(), request.sizes()]));
  await page.goto(demo.public_url, { waitUntil: "networkidle" });
  const needed = asked.filter(([url]) => !url.endsWith(".svg"));
  assert.equal(needed.length, 2, JSON.stringify(asked.map(([url]) => url)));
  const hosts = new Set(asked.map(([url]) => new URL(url).host));
  assert.deepEqual([...hosts], [new URL(demo.public_url).host]);
  const sizes = await Promise.all(needed.map(([, size]) => size));
  const bytes = sizes.reduce((sum, one) => sum + one.responseBodySize + one.responseHeadersSize, 0);
  assert.ok(bytes <= 20_000, `${bytes} bytes`);
  t.diagnostic(`${bytes} bytes with heads, 2 requests, 1 host`);
  await context.close();
});
