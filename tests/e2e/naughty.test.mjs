// Somebody writes scripts into a report. A worker opens it in an ordinary browser, with scripts on: nothing runs, with
// the content policy as it is served and without it.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { startBrowser, startDemo } from "./harness.mjs";
import { openAll } from "./walker.mjs";
import { signIn } from "./worker.mjs";

// Each would call `ran` or open a dialog, from another kind of hole.
const INJECTIONS = [
  `<script>ran(1)</script>`,
  `"><script>ran(2)</script>`,
  `'><svg onload=ran(3)>`,
  `</textarea><img src=x onerror=ran(4)>`,
  `</title><script>alert(5)</script>`,
  `<a href="javascript:ran(6)">112</a>`,
  `" autofocus onfocus="ran(7)`,
  `' onmouseover='ran(8)' x='`,
  `<iframe srcdoc="<script>parent.ran(9)</script>"></iframe>`,
  `<math><mtext></p><style><img src=x onerror=ran(10)></style></mtext></math>`,
  `<svg><script href="data:text/javascript,ran(11)"/></svg>`,
  `<details open ontoggle=ran(12)>auki`,
  `<form action="javascript:ran(13)"><button autofocus>`,
  `<meta http-equiv="refresh" content="0;url=javascript:ran(14)">`,
  `<base href="https://huoli.invalid/">`,
  `<link rel="stylesheet" href="data:text/css,*{background:url(https://huoli.invalid/x)}">`,
  `<object data="data:text/html,<script>parent.ran(17)</script>"></object>`,
  `&lt;script&gt;ran(18)&lt;/script&gt;`,
  `{{constructor.constructor('ran(19)')()}} \${ran(19)} <%= ran(19) %>`,
  `\u003cscript\u003eran(20)\u003c/script\u003e`,
  `<scr\u00adipt>ran(21)</script>\u202e<tpircs>`,
  `<!--><script>ran(22)//-->]]></script>`,
  `</dd></dl></main><script>ran(23)</script>`,
  `+1+cmd|' /C ran'!A0;=HYPERLINK("javascript:ran(24)")`,
];

let demo;
let chrome;
let worker;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(0), startBrowser()]);
  worker = demo.staff.find((one) => one.office.includes("Pirkanmaan") && one.role === "social_worker");
  for (const [number, text] of INJECTIONS.entries()) await file(text, `naughty-${number}`);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

/** Files a report whose every text is `text`. */
async function file(text, key) {
  const answer = await fetch(new URL("reports", demo.api_url), {
    method: "POST",
    headers: {
      Authorization: `Bearer ${demo.api_token}`,
      "Idempotency-Key": key,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({
      reporter: { authority: "education", organisation: text, name: text, title: text, phone: "050 000 0000" },
      children: [
        {
          first_names: text,
          last_name: text,
          recognise_text: text,
          whereabouts: text,
          guardians_text: text,
          residence: { municipality: "837", street_address: text },
        },
      ],
      concern: { description: text, observed: text },
      worker_only: text,
    }),
  });
  assert.equal(answer.status, 201, `${text}: ${await answer.text()}`);
}

/** Opens every case as the worker and notes whatever runs. */
async function openAllCases(options) {
  const page = await signIn(chrome.browser, demo, worker, { javaScriptEnabled: true, ...options });
  const host = new URL(demo.staff_url).host;
  const noted = [];
  page.on("dialog", (dialog) => {
    noted.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("pageerror", (fault) => noted.push(`page error ${fault.message}`));
  page.on("request", (request) => {
    if (new URL(request.url()).host !== host) noted.push(`request to ${request.url()}`);
  });
  await page.exposeFunction("ran", (number) => noted.push(`script ${number} ran`));
  await page.goto(new URL("queue", demo.staff_url).href);
  const links = new Set();
  for (let next = page; next; ) {
    const found = await page.locator('main a[href*="cases/"]').evaluateAll((all) => all.map((one) => one.href));
    found.forEach((link) => links.add(link));
    next = page.locator(".govuk-pagination__next a");
    if ((await next.count()) === 0) break;
    await next.click();
  }
  const shown = [];
  for (const link of links) {
    await page.goto(link);
    await openAll(page);
    await page.mouse.move(200, 400);
    shown.push(await page.locator("main").innerText());
  }
  await page.context().close();
  return { noted, shown };
}

const squeezed = (text) => text.replace(/\s+/g, " ").trim();

test("no script of a report runs on the worker's page, and the worker reads what was written", async () => {
  const { noted, shown } = await openAllCases({});
  assert.deepEqual(noted, []);
  assert.equal(shown.length, INJECTIONS.length, "every case was opened");
  for (const text of INJECTIONS) {
    assert.ok(shown.some((page) => squeezed(page).includes(squeezed(text))), `a page shows ${text} as it was written`);
  }
});

test("nor without the content policy: the pages themselves hold nothing that could run", async () => {
  const { noted, shown } = await openAllCases({ bypassCSP: true });
  assert.deepEqual(noted, []);
  assert.equal(shown.length, INJECTIONS.length);
});

test("the trap works: the same texts run in a page that does not escape them", async () => {
  const context = await chrome.browser.newContext();
  const page = await context.newPage();
  const noted = new Set();
  page.on("dialog", (dialog) => {
    noted.add(dialog.message());
    dialog.dismiss();
  });
  await page.exposeFunction("ran", (number) => noted.add(number));
  await page.setContent(`<main>${INJECTIONS.slice(0, 5).join("\n")}</main>`);
  await page.waitForFunction(() => document.readyState === "complete");
  assert.ok(noted.size >= 2, `${noted.size} of five ran`);
  await context.close();
});
