// How things end: a copy that is sent back, a request for one that is refused, an assessment that started and ended late.
// Each page and state is shown to `see` with its name.
import assert from "node:assert/strict";
import { decide, prove, push } from "./desks.mjs";
import { arrive } from "./harness.mjs";
import { field, openAll, type } from "./walker.mjs";

/** The second person sends a copy back, its maker throws it away; then that person refuses what was asked for. */
export async function refused({ worker, lead, cases }, see) {
  const [maker, second] = [worker.page, lead.page];
  const copies = `${cases.copied}/party-copy`;
  await maker.goto(copies);
  await type(maker, { recipient: "child", withheld: ["private_interest"] });
  await push(maker, "draft");
  const copy = maker.url();
  await second.goto(copy);
  assert.equal(await push(second, "back"), 422);
  await see(second, "sending a copy back with a fault");
  await type(second, { back_why: "Kohta ”Iltapäivisin” tunnistaa ilmoittajan." });
  await push(second, "back");
  await see(second, "copy that was sent back");
  await maker.goto(copy);
  await see(maker, "copy that came back");
  await push(maker, "discard");
  await second.goto(copies);
  assert.equal(await push(second, "refuse"), 422);
  await see(second, "refusal of a copy with faults");
  await type(second, {
    refuse_who: "guardian",
    refuse_asked: "Kopio ilmoituksesta.",
    refuse_why: "Tieto vaarantaisi lapsen edun.",
  });
  await second.locator("[name=refuse_ground]").first().check();
  await push(second, "refuse");
  await second.goto(copies);
  await see(second, "copies and a refusal");
  await second.locator('main a[href*="party-refusals/"]').first().click();
  await see(second, "printed refusal", { printed: true });
}

/** What came long ago is started late, finished late and closed. */
export async function late({ worker, cases, id, go, put }, see) {
  const { page } = worker;
  const days = (count) => `date('now', '-${count} days')`;
  put(
    `UPDATE cases SET received_on = ${days(110)}, start_target = ${days(101)}, start_last = ${days(101)},` +
      ` queue_due = ${days(101)}, complete_target = ${days(18)}, complete_last = ${days(18)} WHERE id = '${id("late")}'`,
  );
  await go(page, "");
  await see(page, "desk with what is late");
  await go(page, "queue");
  await see(page, "queue with what is late");
  await page.goto(cases.late);
  await see(page, "case that is late");
  await decide(page, cases.late, "start_assessment");
  await page.goto(`${cases.late}/assessment`);
  await see(page, "assessment that is late");
  assert.equal(await push(page, "finish"), 422);
  await see(page, "end of a late assessment with faults");
  const fill = async () => {
    await type(page, { finish_outcome: "no_need", finish_reason: "Perhe saa tarvitsemansa avun neuvolasta." });
    for (const which of ["start", "complete"]) {
      await page.locator(`[name=finish_${which}_cause]`).selectOption({ index: 1 });
    }
  };
  await fill();
  assert.equal(await push(page, "finish"), 422);
  await see(page, "end of an assessment of which somebody was not told");
  await tellAll(page, cases.late);
  await page.goto(`${cases.late}/assessment`);
  await fill();
  assert.equal(await push(page, "finish"), 200);
  await page.goto(`${cases.late}/assessment`);
  await see(page, "finished assessment");
  await prove(worker, "close");
  await page.goto(cases.late);
  await see(page, "closed case");
}

/** Writes down that everybody was told of the report. */
async function tellAll(page, href) {
  const open = async () => {
    await page.goto(`${href}/notices`);
    await openAll(page);
  };
  await open();
  const all = await page.locator('[name$="_told"][value="yes"]').evaluateAll((found) => found.map((one) => one.name));
  for (const told of all.filter((name) => name !== "new_told")) {
    await type(page, { [told]: "yes", [told.replace("_told", "_channel")]: "meeting" });
    const form = page.locator("form").filter({ has: page.locator(field(told)) });
    await arrive(page, () => form.locator('button[value="save"]').click());
    await open();
  }
}
