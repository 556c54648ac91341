// A worker's keys, where nothing is pointed at. A control stroke is a key that does something: it chooses, opens, saves.
// Tab moves, and typed words are words; all three are counted, so that a test can say how long the work takes.
import assert from "node:assert/strict";
import { arrive, codeOf, phone, secondsToNextCode } from "./harness.mjs";

/** In the page: what the focus is on. */
export function focused(page) {
  return page.evaluate(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return "";
    return one.name === "go" ? one.value : one.name || one.textContent.trim() || one.tagName.toLowerCase();
  });
}

/** The hands on the keys of `page`, and what they have done so far. */
export function hands(page) {
  const done = { strokes: 0, tabs: 0, letters: 0 };
  const stroke = async (key) => {
    done.strokes += 1;
    await page.keyboard.press(key);
  };
  /** Presses Tab until the focus is on `wanted`: a name, or what its text begins with. */
  const tabTo = async (wanted) => {
    const seen = [];
    for (let presses = 0; presses < 200; presses += 1) {
      done.tabs += 1;
      await page.keyboard.press("Tab");
      const at = await focused(page);
      if (at === wanted || (wanted instanceof RegExp && wanted.test(at))) return;
      seen.push(at);
    }
    assert.fail(`Tab never comes to ${wanted}: ${[...new Set(seen)].join(", ")}`);
  };
  const type = async (text) => {
    done.letters += text.length;
    await page.keyboard.type(text);
  };
  /** Types `text` into the field called `name`. */
  const fill = async (name, text) => {
    await tabTo(name);
    await type(text);
  };
  /** Chooses `value` of the radio buttons that the focus is on. */
  const choose = async (value) => {
    await stroke("Space");
    for (let at = 0; at < 10; at += 1) {
      if ((await page.evaluate(() => document.activeElement.value)) === value) return;
      await stroke("ArrowDown");
    }
    assert.fail(`there is no ${value}`);
  };
  /** Goes to `wanted` and presses Enter, which leads to another page. */
  const enter = async (wanted) => {
    if (wanted) await tabTo(wanted);
    done.strokes += 1;
    await arrive(page, () => page.keyboard.press("Enter"));
  };
  return { done, stroke, tabTo, type, fill, choose, enter };
}

/** Signs `worker` in with the keys alone, scripts off. */
export async function signInByKeys(browser, demo, worker) {
  const { page, context } = await phone(browser, { viewport: { width: 1280, height: 900 } });
  await page.goto(demo.staff_url);
  if (secondsToNextCode() < 5) await new Promise((resolve) => setTimeout(resolve, 6_000));
  const { fill, enter } = hands(page);
  await fill("user_name", worker.user);
  await fill("password", worker.password);
  await fill("code", codeOf(worker.totp_secret));
  await enter();
  return { page, context };
}
