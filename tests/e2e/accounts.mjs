// The pages of an own account, and those of who looks after accounts, offices and the log. Each page and state is shown to
// `see` with its name.
import assert from "node:assert/strict";
import { speak } from "./casework.mjs";
import { prove, proven, push } from "./desks.mjs";
import { arrive } from "./harness.mjs";
import { type } from "./walker.mjs";
import { signIn } from "./worker.mjs";

/** Somebody who signs out, and in again wrongly. */
export async function outside({ other, go, language }, see) {
  const { page } = other;
  await go(page, "");
  await arrive(page, () => page.locator("header form button").click());
  await see(page, "signed out");
  await go(page, `sign-in/${language}`);
  await see(page, "sign-in");
  await arrive(page, () => page.locator("main form button").first().click());
  await see(page, "sign-in with a fault");
  await go(page, `sign-in/${language}?recovery=yes`);
  await see(page, "sign-in with a recovery code");
}

/** A worker's own account. */
export async function own({ worker, go }, see) {
  const { page } = worker;
  await go(page, "step-up?next=account");
  await see(page, "step-up");
  await push(page, "step-up");
  await see(page, "step-up with a fault");
  await proven(worker);
  for (const path of ["account", "sessions", "account/password", "account/second-factor", "account/recovery-codes"]) {
    await go(page, path);
    await see(page, path);
  }
  await prove(worker, "make");
  await see(page, "new recovery codes", { printed: true });
  await go(page, "account/password");
  await push(page, "change");
  await see(page, "password with a fault");
  await go(page, "account/second-factor");
  assert.ok((await push(page, "change")) >= 400);
  await see(page, "second factor with a fault");
  await go(page, "shortcuts");
  await push(page, "off");
  await see(page, "shortcuts that are off");
  await push(page, "on");
}

/** An administrator and an auditor go through their pages in each of `languages`, at its width; `see` is told of the
 *  language too. */
export async function administer(browser, demo, languages, { watch, see }) {
  const people = ["county_admin", "auditor"].map((role) => demo.staff.find((one) => one.role === role));
  const entered = people.map(async (person) => {
    const page = await signIn(browser, demo, person, { javaScriptEnabled: true });
    await watch(page);
    return { person, page };
  });
  const [admin, auditor] = await Promise.all(entered);
  const go = (page, path) => page.goto(new URL(path, demo.staff_url).href);
  for (const [language, width] of languages) {
    for (const { page } of [admin, auditor]) {
      await page.setViewportSize({ width, height: 800 });
      await speak(page, demo, language);
    }
    const look = (page, name, more) => see(page, name, language, more);
    await administered(admin, go, look, language);
    await watched(auditor, go, look, "LS-7K3M-92QX");
  }
  await Promise.all([admin, auditor].map(({ page }) => page.context().close()));
}

/** Who administers a county: its people, and everything of its offices. */
async function administered(admin, go, see, language) {
  const { page } = admin;
  for (const path of ["", "/county", "/offices", "/offices/new", "/rules", "/rules/new", "/areas", "/areas/new"]) {
    await go(page, `admin${path}`);
    await see(page, `admin${path}`);
  }
  for (const path of ["/municipalities", "/routing", "/deadlines", "/changes", "/people"]) {
    await go(page, `admin${path}`);
    await see(page, `admin${path}`);
  }
  const own = page.locator("main tbody tr", { hasText: admin.person.user }).locator("a").first();
  await page.goto(await own.evaluate((one) => one.href));
  await see(page, "the own account among the people");
  await go(page, "admin/people/new");
  await proven(admin);
  await see(page, "somebody new");
  await prove(admin, "add");
  await see(page, "somebody new with a fault");
  const user = `mallila.${language}`;
  await type(page, { user_name: user, display_name: "Maija Mallila", role: "intake_worker" });
  await page.locator("[name=office]").first().check();
  await prove(admin, "add");
  await see(page, "link for somebody new");
  await page.locator("main .govuk-list a").last().click();
  await page.waitForURL(/people\/[0-9a-f-]{36}$/);
  await see(page, "somebody's account");
  for (const box of await page.locator("[name=office]:checked").all()) await box.uncheck();
  await prove(admin, "rights");
  await see(page, "rights with a fault");
  await prove(admin, "lock");
  await see(page, "account that is locked");
  await prove(admin, "unlock");
}

/** Who watches over the log. */
async function watched({ page, person }, go, see, reference) {
  await go(page, "log");
  await see(page, "log");
  assert.equal(await push(page, "csv"), 422);
  await see(page, "log without a choice for the file");
  await go(page, "log?case=x&from=eilen");
  await see(page, "log with faults");
  await go(page, `log?case=${reference}`);
  await see(page, "log of a case");
  await go(page, `log?person=${person.user}&print=yes`);
  await see(page, "log to be printed", { printed: true });
  await go(page, "log");
  await push(page, "check");
  await see(page, "log that was walked");
}
