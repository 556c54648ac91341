// A worker's browser: scripts off as well, with a session.
import assert from "node:assert/strict";
import { arrive, code, phone, secondsToNextCode } from "./harness.mjs";

const used = new Map();

/** Signs `worker` in and returns the page. A code works once, so a second sign-in waits for the next one. */
export async function signIn(browser, demo, worker, options = {}) {
  if (used.get(worker.user) === code(worker.totp_secret)) {
    const wait = secondsToNextCode();
    await new Promise((resolve) => setTimeout(resolve, wait * 1000 + 200));
  }
  const { page } = await phone(browser, { viewport: { width: 1280, height: 900 }, ...options });
  await page.goto(demo.staff_url);
  await page.locator("[name=user_name]").fill(worker.user);
  await page.locator("[name=password]").fill(worker.password);
  const now = code(worker.totp_secret);
  await page.locator("[name=code]").fill(now);
  await arrive(page, () => page.locator("main button[type=submit], main button:not([type])").first().click());
  used.set(worker.user, now);
  assert.equal(await page.locator("[name=password]").count(), 0, `${worker.user} is signed in`);
  return page;
}
