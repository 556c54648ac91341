// What the browser walks stand on: a demo of their own, and pages with scripts switched off.
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { Secret, TOTP } from "otpauth";

const PROGRAM = process.env.HUOLI_BIN ?? new URL("../../target/debug/huoli", import.meta.url).pathname;
const BROWSER = process.env.HUOLI_CHROMIUM ?? "/usr/bin/chromium";

/** Starts `huoli demo` on a free port and resolves with what it prints once it accepts connections. */
export async function startDemo(reports = 0, env = {}) {
  const child = spawn(PROGRAM, ["demo", "--json", "--port", "0", "--reports", String(reports)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise((resolve, reject) => {
    lines.once("line", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code} before it answered`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.once("exit", resolve);
      child.kill("SIGTERM");
    });
  return { ...JSON.parse(first), stop };
}

/** Runs `huoli` with `args` on the database and keys of `demo` and returns what it prints. */
export function command(demo, ...args) {
  const env = {
    ...process.env,
    HUOLI_DATABASE__URL: `sqlite://${join(demo.data_dir, "huoli.db")}`,
    HUOLI_KEYS__FILE: join(demo.data_dir, "huoli.keys"),
  };
  return execFileSync(PROGRAM, args, { env, encoding: "utf8" });
}

/** What makes Chromium speak to nobody but the page that it shows. */
export const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser with a fresh profile folder; `close` removes both. */
export async function startBrowser() {
  const browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
  return { browser, close: () => browser.close() };
}

/** A browser that keeps its profile in `folder`, as a person's own browser does. Resolves with its one context. */
export function startProfile(folder, options = {}) {
  return chromium.launchPersistentContext(folder, {
    executablePath: BROWSER,
    javaScriptEnabled: false,
    viewport: { width: 360, height: 780 },
    locale: "fi-FI",
    timeout: 30_000,
    ...options,
    args: [...QUIET, ...(options.args ?? [])],
  });
}

/** A folder of the test's own; `remove` takes it away with everything in it. */
export function folder(name) {
  const path = mkdtempSync(join(tmpdir(), `huoli-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What a browser asks for that speaks the language. */
export const LOCALES = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" };

/** Where a visit in `language` begins: its own first page, or a page `from` that has one address for all languages. */
export function beginning(demo, language, from) {
  return new URL(from ?? language, demo.public_url).href;
}

/** A page as a phone shows it, without scripts, that notes every host it speaks to. */
export async function phone(browser, options = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 780 },
    locale: "fi-FI",
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const hosts = new Set();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  return { page, context, hosts };
}

/** The six digits of the moment, as the worker's telephone shows them, or those of so many `steps` of 30 s later. */
export function codeOf(secret, steps = 0) {
  const phone = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30, algorithm: "SHA1" });
  return phone.generate({ timestamp: Date.now() + steps * 30_000 });
}

/** The seconds after which another code comes. */
export function secondsToNextCode() {
  return 30 - (Math.floor(Date.now() / 1000) % 30);
}

/** Does what leads to another page and resolves when that page has come: the address stays the same all along. */
export async function arrive(page, act) {
  const loaded = page.waitForEvent("load");
  // Where `act` fails, nobody waits for the page any more: its own fault is the one that counts.
  loaded.catch(() => {});
  await act();
  await loaded;
}
