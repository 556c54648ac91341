// A worker's browser: scripts off as well, with a session.
import assert from "node:assert/strict";
import { arrive, codeOf, phone, secondsToNextCode } from "./harness.mjs";

const used = new Map();

/** A code of `worker` that nobody has used yet: a code works once, and one step early. After that the next is waited
 *  for. */
export async function freshCode(worker) {
  const before = used.get(worker.user) ?? [];
  for (;;) {
    const fresh = [0, 1].map((step) => codeOf(worker.totp_secret, step)).find((one) => !before.includes(one));
    if (fresh) {
      used.set(worker.user, [...before, fresh]);
      return fresh;
    }
    await new Promise((resolve) => setTimeout(resolve, secondsToNextCode() * 1000 + 200));
  }
}

/** Signs `worker` in and returns the page. */
export async function signIn(browser, demo, worker, options = {}) {
  const { page } = await phone(browser, { viewport: { width: 1280, height: 900 }, ...options });
  await page.goto(demo.staff_url);
  await page.locator("[name=user_name]").fill(worker.user);
  await page.locator("[name=password]").fill(worker.password);
  await page.locator("[name=code]").fill(await freshCode(worker));
  await arrive(page, () => page.locator("main button[type=submit], main button:not([type])").first().click());
  assert.equal(await page.locator("[name=password]").count(), 0, `${worker.user} is signed in`);
  return page;
}
