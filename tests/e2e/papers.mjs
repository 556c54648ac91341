// What leaves the service on paper or for another system, and what comes in by telephone: copies for parties, the hand-out,
// recorded reports, the hand-over. Each page and state is shown to `see` with its name.
import assert from "node:assert/strict";
import { CASTS, prove, push } from "./desks.mjs";
import { type } from "./walker.mjs";

/** A worker makes a copy for a guardian, the supervisor releases it, and it is printed and given. */
export async function copied({ worker, lead, cases }, see) {
  const [maker, second] = [worker.page, lead.page];
  const copies = `${cases.copied}/party-copy`;
  await maker.goto(copies);
  await see(maker, "copies for parties, none");
  assert.equal(await push(maker, "draft"), 422);
  await see(maker, "copy with faults");
  await type(maker, { recipient: "guardian", withheld: ["private_interest"] });
  await push(maker, "draft");
  const copy = maker.url();
  await see(maker, "draft of a copy");
  await maker.goto(copies);
  await see(maker, "copies for parties");
  await second.goto(copy);
  await see(second, "copy to be released");
  assert.equal(await push(second, "release"), 422);
  await see(second, "release with a fault");
  await type(second, { ground: "party" });
  await prove(lead, "release");
  await see(second, "released copy");
  await second.goto(`${copy}/print`);
  await see(second, "printed copy", { printed: true });
  await maker.goto(copy);
  assert.equal(await push(maker, "given"), 422);
  await see(maker, "giving with faults");
  await type(maker, { given_to: "Jenna Mallinen", given_how: "meeting" });
  await push(maker, "given");
  await see(maker, "copy that was given");
}

/** A case goes into the client system. */
export async function handedOut({ worker, cases }, see) {
  const { page } = worker;
  await page.goto(`${cases.copied}/hand-out`);
  await see(page, "hand-out", { printed: true });
  assert.equal(await push(page, "copied"), 422);
  await see(page, "hand-out with a fault");
  await type(page, { number: "SOS-2026-00417" });
  await push(page, "copied");
  await see(page, "case that was handed out", { printed: true });
  await page.goto(`${cases.copied}/hand-out`);
  await see(page, "hand-out once more");
}

/** A call is written down, and the shift is handed over. */
export async function recorded({ intake, go, language }, see) {
  const { page } = intake;
  await go(page, "record");
  await see(page, "record");
  await push(page, "add_child");
  await push(page, "unborn");
  assert.equal(await push(page, "continue"), 422);
  await see(page, "record with faults, of two children and one who is not born yet");
  await type(page, {
    "recorded.channel": "phone",
    "concern.description": "Soittaja kertoo, että lapsi itkee öisin.",
    "children[0].first_names": "Veera",
    "children[0].residence.municipality": CASTS[language].typed,
    reporter_role: "private_person",
    "recorded.wants_code": true,
  });
  await push(page, "continue");
  await see(page, "what is read to the caller");
  await go(page, "handover");
  await see(page, "hand-over", { printed: true });
  assert.equal(await push(page, "write"), 422);
  await see(page, "hand-over with a fault");
  await type(page, { note: "Soita aamulla neuvolaan." });
  await push(page, "write");
  await see(page, "hand-over with a note");
  await push(page, "take");
  await see(page, "hand-over that was taken");
}
