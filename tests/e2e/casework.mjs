// Every page and state that a case leads a worker to, in the language of the page: desk, queue, search, the same child,
// triage, assessment, notices, birth. Each is shown to `see` by its name, which judges it or takes a picture.
import assert from "node:assert/strict";
import { arrive } from "./harness.mjs";
import { press, type } from "./walker.mjs";

/** Workers and the municipality of their office, each for one walk in a demo: they meet the same cases apart. */
export const WORKERS = {
  fi: { user: "west-uusimaa.social", municipality: "257" },
  sv: { user: "pirkanmaa.social", municipality: "837" },
  en: { user: "helsinki.social", municipality: "091" },
};

/** Children who may be one and the same: the same code, another name, another spelling. */
const ALIKE = [{}, { first_names: "Maria Aino" }, { personal_identity_code: undefined }, { first_names: "AINO" }];

const TEACHER = { authority: "education", organisation: "Mallilan koulu", name: "Oiva Esimerkki", phone: "050 000 0000" };

/** Files reports of what may be one child, and of one who is not born, to the office of `municipality`, as systems do. */
export async function file(demo, municipality) {
  const residence = { municipality };
  const children = ALIKE.map((other) => ({
    first_names: "Aino Maria",
    last_name: "Mallinen",
    personal_identity_code: "010516B903X",
    residence: { ...residence, street_address: "Mallikatu 5 A 12" },
    ...other,
  }));
  const parent = { role: "mother", name: "Jenna Näyttö", residence };
  const unborn = { expected_birth_text: "keväällä", parents: [parent] };
  const reports = [...children.map((child) => ({ children: [child] })), { unborn_child: unborn }];
  for (const [number, report] of reports.entries()) {
    const answer = await fetch(new URL("reports", demo.api_url), {
      method: "POST",
      headers: {
        authorization: `Bearer ${demo.api_token}`,
        "content-type": "application/json",
        "idempotency-key": `casework-${municipality}-${number}`,
      },
      body: JSON.stringify({ reporter: TEACHER, concern: { description: "Tulee kouluun nälkäisenä." }, ...report }),
    });
    assert.equal(answer.status, 201, await answer.text());
  }
}

/** Changes to `language`, if the page has another. */
export async function speak(page, demo, language) {
  await page.goto(new URL("account", demo.staff_url).href);
  if ((await page.locator("html").getAttribute("lang")) !== language) await press(page, language);
}

/** The cases in the table of the page, each once. */
async function cases(page) {
  const links = await page.locator('main tbody a[href*="cases/"]').evaluateAll((all) => all.map((one) => one.href));
  return [...new Set(links.filter((link) => /cases\/[^/#]+$/.test(link)))];
}

/** Presses the button `go` of the form that `has` something. */
function send(page, has, go) {
  const form = page.locator("form").filter({ has: page.locator(has) }).last();
  return arrive(page, () => form.locator(`button[value="${go}"]`).last().click());
}

/** Goes through the pages as the worker of `page`, and calls `see` with the name of each. */
export async function work(page, demo, see) {
  const go = (path) => page.goto(new URL(path, demo.staff_url).href);
  for (const [path, name] of [
    ["", "desk"],
    ["shortcuts", "shortcuts"],
    ["queue", "queue"],
    ["queue?holder=nobody&due=week", "filtered queue"],
    ["queue?view=child_self", "view of the queue"],
    ["floods", "floods"],
    ["search", "search"],
  ]) {
    await go(path);
    await see(name);
  }
  await assigned(page, go, see);
  const alike = await searched(page, go, see);
  await sameChild(page, alike, see);
  await completed(page, alike, see);
  await decided(page, alike, see);
  await assessed(page, alike, see);
  await told(page, alike, see);
  await born(page, go, see);
  await go("");
  await see("desk afterwards");
}

async function assigned(page, go, see) {
  await go("queue");
  await press(page, "assign");
  await see("queue with a fault");
}

/** Searches, and returns the cases that were found. */
async function searched(page, go, see) {
  await go("search");
  await press(page, "search");
  await see("search with faults");
  await page.locator("[name=purpose][value=new_report]").check();
  await page.locator("[name=name]").fill("Mallinen Aino");
  await press(page, "search");
  await see("search with hits");
  const found = await cases(page);
  assert.ok(found.length >= 2, `${found.length} cases found`);
  return found;
}

async function sameChild(page, [, other], see) {
  await page.goto(other);
  await see("case with candidates");
  await page.goto(`${other}/same`);
  await see("same child");
  await press(page, "other_child");
  await see("same child, told apart");
}

async function completed(page, [, other], see) {
  await page.goto(`${other}/facts`);
  await see("facts of the child");
  await press(page, "complete");
  await see("facts with faults");
  await type(page, { language: "suomi", source: "Mallilan koulu" });
  await press(page, "complete");
  await see("case with completed facts");
}

async function decided(page, [one], see) {
  await page.goto(one);
  await press(page, "save");
  await see("decision with faults");
  await page.locator("[name=urgency][value=now]").check();
  await press(page, "save");
  await see("decision without the call");
  await page.locator("[name=urgency][value=not_urgent]").check();
  await page.locator("[name=decision][value=start_assessment]").check();
  await press(page, "save");
  await page.goto(one);
  await see("decided case");
  await send(page, "[name=question]", "ask");
  await see("question with a fault");
}

async function assessed(page, [one], see) {
  await page.goto(`${one}/assessment`);
  await see("assessment");
  await send(page, "[name=contact_with]", "contact");
  await see("contact with faults");
  await type(page, { note_text: "Soitin koululle.\nOpettaja kertoo, että lapsi on ollut väsynyt." });
  await press(page, "note");
  await type(page, {
    contact_with: "guardian",
    contact_channel: "call",
    contact_time: "0.01",
    contact_result: "not_reached",
    contact_note: "Ei vastannut.",
  });
  await send(page, "[name=contact_with]", "contact");
  await see("assessment with notes");
  await send(page, "[name=finish_outcome]", "finish");
  await see("end of the assessment with faults");
}

async function told(page, [one], see) {
  await page.goto(`${one}/notices`);
  await see("notices");
  await send(page, "[name=child0_told]", "save");
  await see("notices with faults");
  await type(page, { child0_told: "yes", child0_channel: "meeting" });
  await send(page, "[name=child0_told]", "save");
  await see("notices told");
}

async function born(page, go, see) {
  await go("queue?view=unborn");
  const [unborn] = await cases(page);
  assert.ok(unborn, "a case of an unborn child");
  await page.goto(unborn);
  await see("case of an unborn child");
  await type(page, { urgency: "not_urgent" });
  await page.locator("[name=decision][value=await_birth]").check();
  await press(page, "save");
  await page.goto(`${unborn}/birth`);
  await see("birth");
  await send(page, "[name=born_on]", "born");
  await see("birth with a fault");
}
