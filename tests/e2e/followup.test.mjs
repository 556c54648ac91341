// The follow-up mailbox in a browser, in every language: the code opens it, a worker asks, the reporter answers, and it
// shows nothing of the report. Without script first; then before a machine's eyes.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { shortest } from "./branches.mjs";
import { counts, judge, listen, promises, reflow, targets, validate } from "./faults.mjs";
import { LOCALES, arrive, beginning, folder, phone, startBrowser, startDemo, startProfile } from "./harness.mjs";
import { search } from "./traces.mjs";
import { FOLLOW_UP, REFERENCE, field, openAll, press, type, walk } from "./walker.mjs";
import { signIn } from "./worker.mjs";

const QUESTION = "Kuka oli paikalla?";
const ANSWER = "Vraxzelqo oli paikalla.";

let demo;
let chrome;

before(async () => {
  [demo, chrome] = await Promise.all([startDemo(0), startBrowser()]);
});

after(async () => {
  await chrome?.close();
  await demo?.stop();
});

/** Files the shortest report and returns its code and reference. */
async function file(page, language) {
  await page.goto(beginning(demo, language));
  await walk(page, shortest);
  const receipt = await page.locator("main").innerText();
  return { code: receipt.match(FOLLOW_UP)[0], reference: receipt.match(REFERENCE)[0] };
}

async function open(page, language, code) {
  await page.goto(beginning(demo, language, `${language}/followup`));
  await page.locator(field("code")).fill(code);
  return press(page, "open");
}

let desk;

/** A worker of the report's office asks the reporter. */
async function ask(reference) {
  const worker = demo.staff.find((one) => one.office.includes("Pirkanmaan") && one.role === "social_worker");
  desk ??= await signIn(chrome.browser, demo, worker, { javaScriptEnabled: true });
  await desk.goto(new URL("queue", demo.staff_url).href);
  await arrive(desk, () => desk.getByText(reference).first().click());
  await openAll(desk);
  await judge(desk, "the case page with the form for a question");
  await desk.locator(field("question")).fill(QUESTION);
  await press(desk, "ask");
  return desk;
}

for (const language of ["fi", "sv", "en"]) {
  test(`a question is asked and answered, in ${language}`, async (t) => {
    const { page, context } = await phone(chrome.browser, {
      javaScriptEnabled: true,
      viewport: { width: 320, height: 700 },
      locale: LOCALES[language],
    });
    const sources = await listen(page);
    const look = async (name) => {
      for (const check of [promises, judge, targets, reflow]) await check(page, `${language} ${name}`, language);
    };
    const { code, reference } = await file(page, language);

    await page.goto(beginning(demo, language, `${language}/followup`));
    await look("the door");
    assert.equal(await press(page, "open"), 422);
    await look("the door without a code");
    await page.locator(field("code")).fill("0000-0000-0000-0000-0000-0000");
    assert.ok([404, 422].includes(await press(page, "open")));
    await look("the door with a wrong code");

    // Lower case, spaces, and letters that look like digits.
    assert.equal(await open(page, language, code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o")), 200);
    await look("the mailbox without questions");
    const worker = await ask(reference);
    assert.equal(await open(page, language, code), 200);
    const shown = await page.locator("main").innerText();
    assert.ok(shown.includes(QUESTION), "the question stands there");
    for (const word of ["yksin kotona", "Tampere", "Pirkanmaa"]) assert.ok(!shown.includes(word), `${word} does not`);
    await look("the mailbox with a question");

    await type(page, { attachments: [{ name: "kuva.gif", mimeType: "image/gif", buffer: Buffer.from("GIF89a") }] });
    assert.equal(await press(page, "send"), 422);
    await look("the mailbox with a file that is none");
    const other = await context.newPage();
    await open(other, language, code);

    await page.locator(field("message")).fill(ANSWER);
    assert.equal(await press(page, "send"), 200);
    assert.ok(!(await page.locator("main").innerText()).includes("Vraxzelqo"), "an answer is not shown again");
    await look("the mailbox after the answer");
    await worker.reload();
    assert.ok((await worker.locator("main").innerText()).includes(ANSWER), "the worker reads it");

    assert.equal(await press(page, "close"), 200);
    await look("closing the messages");
    await press(page, "close_now");
    await look("closed");
    await other.locator(field("message")).fill(ANSWER);
    assert.ok((await press(other, "send")) >= 400);
    for (const check of [promises, judge, targets, reflow]) await check(other, `${language} ended meanwhile`, language);
    await validate(sources);
    await context.close();
    t.diagnostic(JSON.stringify(counts));
  });
}

test("the code and the answer leave nothing in the browser's files", async () => {
  const { page, context } = await phone(chrome.browser);
  const { code } = await file(page, "fi");
  await context.close();
  const profile = folder("followup");
  const own = await startProfile(profile.path);
  try {
    const visitor = own.pages()[0];
    await open(visitor, "fi", code);
    await visitor.locator(field("message")).fill(ANSWER);
    await press(visitor, "send");
  } finally {
    await own.close();
  }
  const { found, read } = search(profile.path, ["Vraxzelqo", code, code.slice(0, 9), code.replaceAll("-", "")]);
  profile.remove();
  assert.ok(read > 20);
  assert.deepEqual(found, []);
});

test("whoever tries many codes waits, and is told so in every language", async () => {
  const { page, context } = await phone(chrome.browser, { javaScriptEnabled: true, viewport: { width: 320, height: 700 } });
  const wrong = "2222-2222-2222-2222-2222-2222";
  let status = 0;
  for (let tried = 0; tried < 40 && status !== 429; tried += 1) status = await open(page, "fi", wrong);
  for (const language of ["fi", "sv", "en"]) {
    // Somebody who waits already is told so at once; the wait has not ended meanwhile, for every try made it longer.
    for (let tried = 0; tried < 40 && (tried === 0 || status !== 429); tried += 1) status = await open(page, language, wrong);
    assert.equal(status, 429);
    for (const check of [promises, judge, targets, reflow]) await check(page, `${language} the wait`, language);
  }
  await context.close();
});
