// A form with a password field that is never shown keeps Chromium from writing the report into its files. The price
// must not be an offer to save a password: the browser's own diary of its password manager is read here.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { shortest } from "./branches.mjs";
import { folder, startDemo, startProfile } from "./harness.mjs";
import { standsOn, walk } from "./walker.mjs";

let demo;

before(async () => {
  demo = await startDemo(0);
});

after(() => demo?.stop());

/** Walks to the receipt and returns what the password manager noted meanwhile. `change` happens to each page first. */
async function diary(change) {
  const profile = folder("prompts");
  // An automated browser offers nothing, so this one is not told that it is.
  const context = await startProfile(profile.path, {
    javaScriptEnabled: true,
    ignoreDefaultArgs: ["--enable-automation"],
  });
  try {
    context.setDefaultTimeout(20_000);
    const notes = context.pages()[0];
    await notes.goto("chrome://password-manager-internals");
    const page = await context.newPage();
    await page.goto(demo.public_url);
    await walk(page, shortest.slice(0, -1), change && (() => page.evaluate(change)));
    await standsOn(page, "check");
    return await notes.locator("body").innerText();
  } finally {
    await context.close();
    profile.remove();
  }
}

test("the browser never thinks of saving a password", async () => {
  const noted = await diary();
  assert.match(noted, /ProvisionallySaveForm/, "the manager looked at the form");
  assert.doesNotMatch(noted, /PENDING_PASSWORD_STATE/);
});

test("with another value than stars it would offer", async () => {
  const noted = await diary(() => document.querySelector("#step input[type=password]").setAttribute("value", "x"));
  assert.match(noted, /PENDING_PASSWORD_STATE/);
});
