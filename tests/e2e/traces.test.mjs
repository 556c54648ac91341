// A family member opens the browser later. A whole report in a profile on disk, then: one line of history with a title
// that tells nothing, no cookie, nothing stored, and no file that holds a word of the report.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { folder, startDemo, startProfile } from "./harness.mjs";
import { NEUTRAL, startNeutral } from "./neutral.mjs";
import { startRedirecting } from "./redirecting.mjs";
import { cookies, history, search, stored } from "./traces.mjs";
import { REFERENCE, row, walk } from "./walker.mjs";

// Each stands in another kind of field; none is a word of any language.
const CANARIES = ["Vraxzelqo", "Kwuvynja", "Zhaqqilom", "Pjoxxevar"];
const [NAME, CONCERN, SECRET, OWN] = CANARIES;
const told = [
  row("start"),
  row("who", { reporter_role: "private_person" }),
  row("where", { "children[0].residence.municipality": "Tampere" }),
  row("child", { "children[0].first_names": NAME }),
  row("concern", { "concern.description": `Kuulin, että ${CONCERN} on yksin.`, worker_only: SECRET }),
  row("family"),
];
const ANONYMOUS = [...told, row("you", { "reporter.identity": "anonymous" }), row("check", {}, "send")];
const NAMED = [
  ...told,
  row("you", { "reporter.identity": "named" }),
  row("details", { "reporter.name": OWN }),
  row("check", {}, "send"),
];

let demo;
let neutral;

before(async () => {
  [demo, neutral] = await Promise.all([startDemo(0), startNeutral()]);
});

after(async () => {
  await neutral?.stop();
  await demo?.stop();
});

/** Files the report at `address` in `profile` and leaves by the exit; returns what was seen on the way. With `back`, it
 *  goes back after that. */
async function report(profile, address, { rows = ANONYMOUS, back = false } = {}) {
  const context = await startProfile(profile, neutral.options);
  try {
    context.setDefaultTimeout(15_000);
    const page = context.pages()[0];
    await page.goto(address);
    await walk(page, rows);
    const receipt = await page.locator("main").innerText();
    const kept = await stored(page);
    const jar = await context.cookies();
    const left = page.waitForURL(NEUTRAL);
    await page.locator(".huoli-exit button").click();
    await left;
    return { receipt, kept, jar, shown: back ? await goBack(context, page) : [] };
  } finally {
    await context.close();
  }
}

/** Goes back five times, as far as there is anything, and returns what the browser shows each time. */
async function goBack(context, page) {
  const chrome = await context.newCDPSession(page);
  const shown = [];
  for (let times = 0; times < 5; times += 1) {
    const { currentIndex, entries } = await chrome.send("Page.getNavigationHistory");
    if (currentIndex === 0) break;
    // Chromium answers with its own page where it would have to post again.
    const settled = page.waitForEvent("framenavigated", { timeout: 5_000 }).catch(() => {});
    await chrome.send("Page.navigateToHistoryEntry", { entryId: entries[currentIndex - 1].id });
    await settled;
    const html = await page.locator("html").evaluate((root) => root.outerHTML);
    const typed = await page.locator("input, textarea").evaluateAll((all) => all.map((one) => one.value));
    shown.push([html, ...typed].join("\n"));
  }
  return shown;
}

/** What the closed profile tells about the visit to `address`. */
function traces(profile, address) {
  const all = history(profile);
  return {
    visited: all.filter(({ url }) => url.startsWith(address)),
    elsewhere: all.filter(({ url }) => !url.startsWith(address)).map(({ url }) => url),
    cookies: cookies(profile),
    ...search(profile, CANARIES),
  };
}

test("a whole report leaves one line of history and none of its words", async (t) => {
  const profile = folder("profile");
  try {
    const seen = await report(profile.path, demo.public_url);
    assert.deepEqual(seen.kept, { local: 0, session: 0, databases: 0, caches: 0, workers: 0, cookie: "" });
    assert.deepEqual(seen.jar, []);
    const arrival = neutral.visits.find(({ url }) => url === "/");
    assert.equal(arrival.headers.referer, undefined, "the neutral page does not learn from where");
    for (const canary of CANARIES) assert.ok(!seen.receipt.includes(canary), `the receipt does not tell ${canary}`);

    const found = traces(profile.path, demo.public_url);
    assert.equal(found.visited.length, 1, JSON.stringify(found.visited));
    assert.equal(found.visited[0].url, demo.public_url);
    assert.match(found.visited[0].title, /^Lomake – /);
    assert.deepEqual(found.elsewhere, [NEUTRAL]);
    assert.equal(found.cookies, 0);
    assert.deepEqual(found.found, [], "files that hold a word of the report");
    assert.ok(found.read > 20, "the profile was read");
    t.diagnostic(`1 line of history, 0 cookies, 0 stored, ${found.read} files of the profile read, 0 hold a word`);
  } finally {
    profile.remove();
  }
});

test("a reporter who gives a name leaves no more than that name, which the browser may offer again", async () => {
  const profile = folder("named");
  try {
    await report(profile.path, demo.public_url, { rows: NAMED });
    const found = traces(profile.path, demo.public_url);
    assert.equal(found.visited.length, 1, JSON.stringify(found.visited));
    assert.deepEqual(found.found.filter((one) => !one.startsWith(OWN)), []);
  } finally {
    profile.remove();
  }
});

test("Back shows nothing of a report that was left by the exit", async () => {
  const profile = folder("back");
  try {
    const { receipt, shown } = await report(profile.path, demo.public_url, { back: true });
    assert.ok(shown.length >= 5, `Back leads somewhere ${shown.length} times`);
    const words = [...CANARIES, ...receipt.match(REFERENCE)];
    shown.forEach((html, times) => {
      for (const word of words) assert.ok(!html.includes(word), `back ${times + 1} times shows ${word}`);
    });
  } finally {
    profile.remove();
  }
});

test("a service that redirects after each step is found out", async (t) => {
  const profile = folder("control");
  const faulty = await startRedirecting(demo.public_url);
  try {
    await report(profile.path, faulty.public_url);
    const found = traces(profile.path, faulty.public_url);
    assert.ok(found.visited.length >= 5, `${found.visited.length} lines of history`);
    for (const word of [NAME, CONCERN, SECRET]) {
      assert.ok(found.found.some((one) => one.startsWith(word)), `the search finds ${word}, which this service leaves`);
    }
    t.diagnostic(`${found.visited.length} lines of history; ${found.found.join(", ")}`);
  } finally {
    await faulty.stop();
    profile.remove();
  }
});
