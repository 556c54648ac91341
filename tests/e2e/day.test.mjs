// A worker's working day with the keys alone and without scripts: sign in, take the next case, decide it in at most six
// control strokes, give a case to a colleague, look at a saved view, write a call down, sign out.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { WORKERS, file } from "./casework.mjs";
import { startBrowser, startDemo } from "./harness.mjs";
import { focused, hands, signInByKeys } from "./keys.mjs";

const MOST_STROKES = 6;

/** A call that says as much as is useful: 300 characters. */
const SAID =
  "Soittaja on naapuri. Hän kertoo, että lapsi on ollut useana iltana yksin kotona ja itkenyt. " +
  "Äiti on töissä iltaisin, eikä isä asu perheen kanssa. Eilen lapsi tuli pihalle ilman takkia ja sanoi, " +
  "ettei kotona ole ruokaa. Soittaja vei lapsen takaisin sisään. Hän pyytää, että joku käy tänään katsomassa.";

/** The strokes of a call, with the way there from the desk and on to its decision. */
const STROKES_OF_A_CALL = 6;

/** How long the hands need (s), by the keystroke-level model: 40 words a minute are 200 characters; Tab is a key as any
 *  other; what chooses, opens or saves is thought of first. */
const seconds = ({ letters, tabs, strokes }) => (letters + tabs) * 0.3 + strokes * 1.2;

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

const person = (user) => demo.staff.find((one) => one.user === user);

test("a working day with the keys alone", async () => {
  const { page, context } = await signInByKeys(chrome.browser, demo, person(WORKERS.fi.user));
  const day = hands(page);
  const count = async () => Number((await page.locator('a[href="queue?view=unassessed"]').innerText()).match(/\d+/)[0]);
  const waiting = await count();
  assert.ok(waiting > 3, `${waiting} wait`);

  await day.enter("next");
  const decided = [];
  for (let round = 0; round < 3; round += 1) {
    const reference = await page.locator("h1").innerText();
    assert.ok(!decided.includes(reference), "each case comes once");
    const { done, stroke, tabTo, type, choose, enter } = hands(page);
    // The skip link leads past the report to the first question of the decision.
    await tabTo("Siirry ratkaisuun");
    await stroke("Enter");
    await page.keyboard.press("Tab");
    if ((await focused(page)) !== "urgency") await page.keyboard.press("Shift+Tab");
    assert.equal(await focused(page), "urgency");
    await choose("now");
    await tabTo("called_at");
    await type("0.01");
    await tabTo("decision");
    const unborn = (await page.locator("[name=decision][value=start_assessment]").count()) === 0;
    await choose(unborn ? await page.evaluate(() => document.activeElement.value) : "start_assessment");
    if (unborn) {
      await tabTo("reason");
      await type("Vanhempien tilanne arvioitu.");
    }
    await enter("save_next");
    assert.ok(done.strokes <= MOST_STROKES, `${done.strokes} strokes for a case`);
    decided.push(reference);
  }
  await day.enter("Työpöytä");
  assert.equal(await count(), waiting - 3, "three less wait");

  await day.enter("Jono");
  await day.enter("Arvioimatta");
  assert.equal(await page.locator("tbody tr").count(), Math.min(waiting - 3, 25));
  await day.tabTo("case");
  await day.stroke("Space");
  const given = await page.evaluate(() => document.activeElement.value);
  await day.tabTo("to");
  await day.stroke("ArrowDown");
  const colleague = await page.locator("[name=to] option:checked").innerText();
  await day.enter("assign");
  const row = page.locator("tbody tr", { has: page.locator(`[name=case][value="${given}"]`) });
  assert.ok((await row.innerText()).includes(colleague), `${colleague} has the case`);

  await day.enter("Kirjaudu ulos");
  assert.match(await page.locator("main").innerText(), /Olet kirjautunut ulos\./);
  await context.close();
});

test("a call of 300 characters is written down in less than two minutes", async (t) => {
  assert.equal(SAID.length, 300);
  const { page, context } = await signInByKeys(chrome.browser, demo, person("west-uusimaa.intake"));
  const { done, stroke, tabTo, fill, choose, enter } = hands(page);
  await enter("Kirjaa");
  // The link past the navigation; day and time of the call stand there already.
  await tabTo(/sisältöön/);
  await stroke("Enter");
  await tabTo("recorded.channel");
  await choose("phone");
  await fill("concern.description", SAID);
  await fill("children[0].first_names", "Veera");
  await fill("children[0].last_name", "Mallinen");
  await fill("children[0].residence.municipality", "Kirkkonummi");
  await tabTo("reporter_role");
  await choose("private_person");
  await enter("continue");
  await enter(/^Avaa asia/);
  assert.match(page.url(), /cases\/[0-9a-f-]{36}$/);
  assert.ok((await page.locator("main").innerText()).includes(SAID), "the case says what was said");
  assert.ok((await page.locator("[name=decision]").count()) > 0, "and asks for the decision");
  const needed = Math.round(seconds(done));
  t.diagnostic(`${done.strokes} strokes, ${done.tabs} tabs, ${done.letters} characters: ${needed} s`);
  assert.ok(done.strokes <= STROKES_OF_A_CALL, `${done.strokes} strokes`);
  assert.ok(needed < 120, `${needed} s`);
  await context.close();
});
