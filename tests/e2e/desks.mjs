// What several workers do to one another's cases, in the language of the pages: one offers a case and another answers,
// one is barred, one opens a case in an emergency, one proposes and another signs. Each page and state is shown to `see`
// with its name, which judges it or takes a picture.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { speak } from "./casework.mjs";
import { LOCALES } from "./harness.mjs";
import { REFERENCE, openAll, press, type } from "./walker.mjs";
import { freshCode, signIn } from "./worker.mjs";

/** Who plays in each language: the people of one office, a worker of another one of the county, and the municipality
 *  whose reports come to the first. */
export const CASTS = {
  fi: { office: "west-uusimaa", other: "leppavaara", municipality: "257", typed: "Kirkkonummi" },
  sv: { office: "pirkanmaa", other: "kangasala-and-palkane", municipality: "837", typed: "Tammerfors" },
  en: { office: "helsinki", other: "southern-helsinki", municipality: "091", typed: "Helsinki 00100" },
};

const CODE = "010516B903X";

const TEACHER = {
  authority: "education",
  organisation: "Mallilan koulu",
  title: "Luokanopettaja",
  name: "Oiva Esimerkki",
  phone: "050 000 0000",
};

/** What is filed, by the name under which the walks ask for it. */
function reports(municipality) {
  const residence = { municipality, street_address: "Mallikatu 5 A 12" };
  const aino = { first_names: "Aino Maria", last_name: "Mallinen", personal_identity_code: CODE, residence };
  const child = (first_names, last_name, more = {}) => [{ first_names, last_name, residence, ...more }];
  const concern = { description: "Lapsi tulee kouluun nälkäisenä ja nukahtaa tunnilla." };
  return {
    copied: {
      children: [{ ...aino, whereabouts: "Iltapäivisin Mallilan kerhossa", language: "suomi" }],
      guardians: [{ name: "Jenna Mallinen", phone: "050 000 0001", residence }],
      concern: {
        description:
          "Aino on luokallani. Asun samassa rapussa, ja kävin siellä eilen klo 17.\n" +
          "Äiti ei avannut. Soitin numeroon 050 000 0001. Aino kertoi minulle, että kotona huudetaan öisin.",
        reasons: ["neglect", "carer_coping"],
        observed: "Syksyn ajan, viimeksi eilen.",
      },
      support_tried_text: "Koulukuraattori on tavannut Ainon kahdesti.",
      child_view_text: "Aino haluaisi olla mummolassa.",
      worker_only: "Isä on uhannut opettajaa.",
    },
    again: { children: [aino], concern },
    offered: { children: child("Eemil", "Testinen"), concern },
    declared: { children: child("Ilona", "Näyte"), concern },
    sealed: { children: child("Kerttu", "Kuvitelma", { protected_address: true }), concern },
    emergency: { children: child("Urho", "Hätämalli"), concern: { ...concern, urgency: "today" } },
    proposed: { children: child("Leo", "Esimäki"), concern },
    wave: { children: child("Aatu", "Joukkonen"), concern: { ...concern, urgency: "today" } },
    crest: { children: child("Beata", "Joukkonen"), concern },
    trough: { children: child("Cecilia", "Joukkonen"), concern },
    late: { children: child("Ester", "Myöhänen"), concern },
  };
}

/** Files the reports of a language as systems do, and returns the reference of each by its name. */
async function file(demo, { municipality }) {
  const references = {};
  for (const [name, report] of Object.entries(reports(municipality))) {
    const answer = await fetch(new URL("reports", demo.api_url), {
      method: "POST",
      headers: {
        authorization: `Bearer ${demo.api_token}`,
        "content-type": "application/json",
        "idempotency-key": `desks-${municipality}-${name}`,
      },
      body: JSON.stringify({ reporter: TEACHER, ...report }),
    });
    const text = await answer.text();
    assert.equal(answer.status, 201, text);
    references[name] = text.match(REFERENCE)[0];
  }
  return references;
}

/** Signs everybody in, with pages in their language, and files what they work on. */
export async function assemble(browser, demo, language, options = {}) {
  const { office, other } = CASTS[language];
  const users = {
    worker: `${office}.social`,
    intake: `${office}.intake`,
    lead: `${office}.supervisor`,
    other: `${other}.social`,
  };
  const entries = Object.entries(users).map(async ([role, user]) => {
    const person = demo.staff.find((one) => one.user === user);
    const page = await signIn(browser, demo, person, { locale: LOCALES[language], ...options });
    await speak(page, demo, language);
    return [role, { page, person }];
  });
  const people = Object.fromEntries(await Promise.all(entries));
  const references = await file(demo, CASTS[language]);
  const go = (page, path) => page.goto(new URL(path, demo.staff_url).href);
  await go(people.worker.page, "queue");
  const cases = {};
  for (const [name, reference] of Object.entries(references)) {
    const link = people.worker.page.locator("main tbody th a", { hasText: reference });
    cases[name] = await link.evaluate((one) => one.href);
  }
  const id = (name) => cases[name].split("/").pop();
  // What a demo does not do by itself is written where it would have been stored.
  const database = join(demo.data_dir, "huoli.db");
  const put = (sql, mode = "list") =>
    execFileSync("sqlite3", ["-cmd", ".timeout 10000", "-cmd", `.mode ${mode}`, database, sql], { encoding: "utf8" });
  return { ...people, language, references, cases, id, go, put };
}

/** Opens what is closed on the page and presses the button `go`. */
export async function push(page, go) {
  await openAll(page);
  return press(page, go);
}

/** Presses `go`, and gives another code where the page wants one first. */
export async function prove(worker, go) {
  await push(worker.page, go);
  await proven(worker);
}

/** Gives another code if the page asks for one, as it does some minutes after the last. */
export async function proven({ page, person }) {
  if ((await page.locator("main button[value=step-up]").count()) === 0) return;
  await page.locator("main [name=code]").fill(await freshCode(person));
  await press(page, "step-up");
}

/** Signs the triage of the case at `href`. */
export async function decide(page, href, decision, more = {}) {
  await page.goto(href);
  await type(page, { urgency: "not_urgent", decision, ...more });
  await page.locator("[name=reason]").last().fill("Tarkistettu koulusta.");
  await push(page, "save");
}

/** A worker offers a case to another office, which sends it back and takes it at last. */
export async function transferred({ worker, other, lead, cases, go }, see) {
  const [sender, receiver] = [worker.page, other.page];
  const place = `${cases.offered}/transfer`;
  await go(sender, "transfers");
  await see(sender, "no transfers");
  await sender.goto(place);
  await see(sender, "transfer before the urgency");
  await lead.page.goto(cases.offered);
  await decide(sender, cases.offered, "transfer");
  await see(sender, "transfer");
  await type(lead.page, { urgency: "not_urgent", decision: "start_assessment" });
  assert.equal(await push(lead.page, "save"), 409);
  await see(lead.page, "a case that was changed meanwhile");
  assert.equal(await push(sender, "send"), 422);
  await see(sender, "transfer with faults");
  const offer = async () => {
    await type(sender, { to: other.person.office_id, urgent_need: "yes", reason: "Perhe on muuttanut.\nSisarus on siellä." });
    assert.equal(await push(sender, "send"), 200);
  };
  await offer();
  await see(sender, "transfer that waits");
  await sender.goto(cases.offered);
  await see(sender, "case that is offered");
  await go(sender, "transfers");
  await see(sender, "transfers that were sent");

  await go(receiver, "");
  await see(receiver, "desk with a transfer");
  await go(receiver, "transfers");
  await see(receiver, "transfers that came");
  await receiver.goto(cases.offered);
  await see(receiver, "case that came for an answer");
  await receiver.goto(place);
  await see(receiver, "transfer to be answered");
  assert.equal(await push(receiver, "refuse"), 422);
  await see(receiver, "refusal with a fault");
  await type(receiver, { refusal: "Perhe asuu yhä teillä." });
  await push(receiver, "refuse");
  await go(sender, "transfers");
  await see(sender, "transfers that were answered");
  await sender.goto(cases.offered);
  await see(sender, "case that came back");
  await sender.goto(place);
  await see(sender, "transfer with a history");
  if ((await sender.locator("[name=county]").count()) > 0) await byHand(sender, place, see);
  await offer();
  await receiver.goto(place);
  await push(receiver, "accept");
  await see(receiver, "case that was taken");
}

/** The same case to where nobody uses the service. */
async function byHand(page, place, see) {
  assert.equal(await push(page, "hand"), 422);
  await see(page, "transfer by hand with faults");
  await page.locator("[name=county]").selectOption({ index: 1 });
  await type(page, { receiver: "Sosiaalityöntekijä Mallila", handed_at: "0.01", hand_reason: "Perhe on muuttanut." });
  await push(page, "hand");
  await page.goto(place);
  await see(page, "transfer that was handed over");
  assert.equal(await push(page, "back"), 422);
  await see(page, "return with a fault");
  await type(page, { refusal: "Perhe palasi." });
  await push(page, "back");
  await page.goto(place);
}

/** Somebody is barred from a case, and somebody gives it away. */
export async function barred({ worker, intake, lead, cases, go }, see) {
  const place = `${cases.declared}/conflict`;
  await worker.page.goto(place);
  await see(worker.page, "conflict of interest");
  await lead.page.goto(place);
  assert.equal(await push(lead.page, "bar_worker"), 422);
  await see(lead.page, "bar with faults");
  await type(lead.page, { bar_user_name: intake.person.user, bar_ground: "reporter" });
  await push(lead.page, "bar_worker");
  await see(lead.page, "somebody who is barred");
  await worker.page.goto(place);
  await push(worker.page, "declare");
  await see(worker.page, "queue after a conflict");
  await intake.page.goto(cases.declared);
  await see(intake.page, "a page that is not there");
  await lead.page.goto(place);
  await see(lead.page, "two who are barred");
  await lead.page.goto(cases.declared);
  await see(lead.page, "case with barred workers");
  await go(worker.page, "");
}

/** A worker of another office opens a case that cannot wait, and the office looks it through. */
export async function opened({ other, lead, references, cases, go }, see) {
  await go(lead.page, "emergencies");
  await see(lead.page, "no emergencies");
  await go(other.page, "search");
  await type(other.page, { purpose: "new_report", name: "Hätämalli Urho" });
  await push(other.page, "search");
  await see(other.page, "search with hits elsewhere");
  await go(other.page, "break-glass");
  await see(other.page, "break-glass");
  assert.equal(await push(other.page, "break_glass"), 422);
  await see(other.page, "break-glass with faults");
  await type(other.page, {
    reference: references.emergency,
    category: "family_here",
    why: "Äiti ja lapsi ovat täällä aulassa ja tarvitsevat apua.",
  });
  await push(other.page, "break_glass");
  assert.equal(other.page.url(), cases.emergency);
  await see(other.page, "case in an emergency");
  await go(lead.page, "");
  await see(lead.page, "desk with an emergency");
  await go(lead.page, "emergencies");
  await see(lead.page, "emergencies");
  await push(lead.page, "seen");
  await see(lead.page, "emergencies that were seen");
}

/** An intake worker proposes, and a social worker signs; one case is put aside for a moment. */
export async function proposed({ worker, intake, cases }, see) {
  await intake.page.goto(cases.proposed);
  await see(intake.page, "case of an intake worker");
  assert.equal(await push(intake.page, "aside"), 422);
  await see(intake.page, "putting aside with a fault");
  await decide(intake.page, cases.proposed, "obviously_unnecessary");
  await see(intake.page, "proposal with a fault");
  await intake.page.locator("[name=ground]").selectOption({ index: 1 });
  await push(intake.page, "save");
  await intake.page.goto(cases.proposed);
  await see(intake.page, "case with a proposal");
  await worker.page.goto(cases.proposed);
  await see(worker.page, "proposal to be signed");
}

/** Reports that came as a flood stand in one group, which is looked through and cleared at once. */
export async function flooded({ worker, id, go, put }, see) {
  const { page } = worker;
  const [flood, all] = [randomUUID(), ["wave", "crest", "trough"].map((name) => `'${id(name)}'`)];
  put(
    `INSERT INTO floods SELECT '${flood}', county, office, received_on, received_hour FROM cases WHERE id = ${all[0]};` +
      `UPDATE cases SET flood = '${flood}', flood_mark = 'source' WHERE id IN (${all});`,
  );
  await go(page, "queue");
  await see(page, "queue with a flood");
  await go(page, "queue?view=floods");
  await see(page, "view of the queue: floods");
  await go(page, "floods");
  await see(page, "floods that wait");
  await go(page, `floods/${flood}`);
  await see(page, "flood group");
  assert.equal(await push(page, "clear"), 422);
  await see(page, "flood group with faults");
  await page.locator("[name=case]").last().check();
  await page.locator("[name=what][value=aside]").check();
  await page.locator("[name=reason]").first().check();
  await push(page, "clear");
  await go(page, `floods/${flood}?view=examined`);
  await see(page, "flood group that was looked through");
  put(`UPDATE cases SET flood = NULL, flood_examined = FALSE WHERE id IN (${all});`);
}

/** The decision that was proposed is signed, drawn at random, looked through by somebody else and does not hold. */
export async function rechecked({ worker, lead, cases, id, go, put }, see) {
  await worker.page.goto(cases.proposed);
  await push(worker.page, "accept");
  await worker.page.goto(cases.proposed);
  await see(worker.page, "decision that was signed");
  // Where a second person is asked for, it stays in the queue until they agree, and is drawn only then.
  const draw = put(`SELECT * FROM case_rechecks WHERE case_id = '${id("proposed")}'`, "insert case_rechecks");
  put(`DELETE FROM case_rechecks; UPDATE cases SET in_queue = TRUE WHERE id = '${id("proposed")}'`);
  await worker.page.goto(cases.proposed);
  await see(worker.page, "own decision that waits for a second person");
  await go(lead.page, "queue?view=second");
  await see(lead.page, "view of the queue: second");
  await lead.page.goto(cases.proposed);
  await see(lead.page, "decision that waits for a second person");
  assert.equal(await push(lead.page, "dispute"), 422);
  await see(lead.page, "disagreement with a fault");
  put(`${draw} UPDATE cases SET in_queue = FALSE WHERE id = '${id("proposed")}'`);
  await go(lead.page, "");
  await see(lead.page, "desk with a decision to look through");
  await go(lead.page, "queue?view=recheck");
  await see(lead.page, "decisions to look through");
  await lead.page.goto(cases.proposed);
  await see(lead.page, "decision to look through");
  assert.equal(await push(lead.page, "recheck"), 422);
  await see(lead.page, "check with a fault");
  await type(lead.page, { recheck_verdict: "reopen", recheck_why: "Koulun tiedoista puuttuu kesän osuus." });
  await push(lead.page, "recheck");
  await worker.page.goto(cases.proposed);
  await see(worker.page, "case that was opened again");
  // The next decision hands it to an own worker, whose desk says so.
  // Whoever signs stands first, then whoever reads the page.
  const mine = await worker.page.locator("[name=assignee] option").nth(1).getAttribute("value");
  await decide(lead.page, cases.proposed, "existing_client", { assignee: mine });
  await go(worker.page, "");
  await see(worker.page, "desk of an own worker");
}

/** Two reports of one child are joined, and the join is undone. */
export async function joined({ worker, cases, references }, see) {
  const { page } = worker;
  await page.goto(`${cases.again}/same`);
  await see(page, "same child before the urgency");
  await decide(page, cases.again, "not_yet");
  await decide(page, cases.copied, "start_assessment");
  await page.goto(`${cases.again}/same`);
  assert.equal(await push(page, "join_by"), 422);
  await see(page, "join with a fault");
  await type(page, { reference: references.copied });
  await push(page, "join_by");
  await see(page, "joined cases");
  await page.goto(cases.again);
  await see(page, "case that is joined");
  await page.goto(`${cases.again}/same`);
  assert.equal(await push(page, "undo"), 422);
  await see(page, "undoing with a fault");
  await page.locator("[name=reason]").last().fill("Toinen lapsi samalla nimellä.");
  await push(page, "undo");
  await see(page, "same child after undoing");
}

/** What is sealed on a case is opened. */
export async function unsealed({ worker, cases }, see) {
  const { page } = worker;
  await page.goto(cases.sealed);
  await see(page, "case with a protected address");
  assert.equal(await push(page, "open"), 422);
  await see(page, "opening with a fault");
  await page.locator("#unseal").fill("Soitto kotiin.");
  await prove(worker, "open");
  await see(page, "case whose address is open");
}

/** The cases of an absent colleague, and those that are ticked in the queue, go to somebody. */
export async function given({ lead, worker, go }, see) {
  const { page } = lead;
  await go(page, "absence");
  await see(page, "absence");
  assert.equal(await push(page, "give"), 422);
  await see(page, "absence with a fault");
  await go(page, "queue");
  await page.locator("[name=case]").first().check();
  await type(page, { to: await page.locator("[name=to] option", { hasText: /./ }).nth(1).getAttribute("value") });
  await push(page, "assign");
  await see(page, "queue after assigning");
  for (const view of ["mine", "running", "urgent", "transfers"]) {
    await go(worker.page, `queue?view=${view}`);
    await see(worker.page, `view of the queue: ${view}`);
  }
}
