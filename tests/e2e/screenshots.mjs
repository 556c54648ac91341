// Pictures of every page, in three languages, on a telephone and on a desk: `node screenshots.mjs FOLDER [NAME…]`.
// With names, only the branches and pages whose names hold one of them; `staff` is all of a worker's pages. What cannot be
// walked is told at the end, and the other pages have their pictures all the same.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { administer } from "./accounts.mjs";
import { branches } from "./branches.mjs";
import { WORKERS, file, speak, work } from "./casework.mjs";
import { assemble } from "./desks.mjs";
import { LOCALES, beginning, phone, startBrowser, startDemo } from "./harness.mjs";
import { information, places } from "./pages.mjs";
import { WALKS } from "./walks.mjs";
import { openAll, press, walk } from "./walker.mjs";
import { signIn } from "./worker.mjs";

const [target, ...names] = process.argv.slice(2);
if (!target) {
  console.error("node screenshots.mjs FOLDER [NAME…]");
  process.exit(2);
}
const WIDTHS = [320, 1280];
// A sheet of A4 in pixels of CSS, without its margins.
const A4 = 718;
// A machine that does much besides needs long for a long page.
const PATIENCE = 120_000;
const wanted = (name) => names.length === 0 || names.some((one) => name.includes(one));
const simple = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
const faults = [];

/** Does `act`; what goes wrong in it is told at the end. */
async function attempt(name, act) {
  await act().catch((fault) => faults.push(`${name}: ${fault.message}`));
}

mkdirSync(target, { recursive: true });
const chrome = await startBrowser();

async function take(page, number, name, language) {
  await openAll(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  const width = page.viewportSize().width;
  const path = join(target, `${simple(name)}-${String(number).padStart(2, "0")}-${language}-${width}.png`);
  await page.screenshot({ path, fullPage: true, timeout: PATIENCE });
}

async function publicPages(demo, language, width) {
  const { page, context } = await phone(chrome.browser, {
    javaScriptEnabled: true,
    viewport: { width, height: 800 },
    locale: LOCALES[language],
  });
  context.setDefaultTimeout(PATIENCE);
  for (const branch of branches.filter((one) => wanted(one.name))) {
    let number = 0;
    const see = (at) => take(page, (number += 1), `${branch.name}-${at}`, language);
    await attempt(`${branch.name}, ${language}`, async () => {
      await page.goto(beginning(demo, language, branch.from));
      await walk(page, branch.rows, see);
      await see("receipt");
      if (branch.role !== "professional") return;
      await press(page, "copy:page");
      await see("copy");
    });
  }
  for (const path of information.filter(wanted)) {
    await attempt(`${path}, ${language}`, async () => {
      await page.goto(new URL(`${language}/${path}`, demo.public_url).href);
      await take(page, 0, path, language);
    });
  }
  for (const place of wanted("contacts") ? places : []) {
    await attempt(`contacts of ${place}, ${language}`, async () => {
      await page.goto(new URL(`${language}/contacts`, demo.public_url).href);
      await page.locator("[name=place]").fill(place);
      await press(page, "continue");
      await take(page, 0, `contacts of ${place}`, language);
    });
  }
  await context.close();
}

async function staffPages(demo, language) {
  const { user, municipality } = WORKERS[language];
  await file(demo, municipality);
  const worker = demo.staff.find((one) => one.user === user);
  const page = await signIn(chrome.browser, demo, worker, { javaScriptEnabled: true });
  page.setDefaultTimeout(PATIENCE);
  await speak(page, demo, language);
  let number = 0;
  await work(page, demo, async (name) => {
    number += 1;
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await take(page, number, `staff-${name}`, language);
    }
  });
  await page.context().close();
}

/** What several workers, an administrator and an auditor see; what is printed is taken as paper shows it too. */
async function desks(demo, language) {
  let number = 0;
  const see = async (page, name, { printed = false } = {}) => {
    number += 1;
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await take(page, number, `desks-${name}`, language);
    }
    if (!printed) return;
    await page.setViewportSize({ width: A4, height: 1123 });
    await page.emulateMedia({ media: "print" });
    await take(page, number, `desks-${name}-paper`, language);
    await page.emulateMedia({ media: null });
  };
  const cast = await assemble(chrome.browser, demo, language, { javaScriptEnabled: true });
  for (const walk of WALKS) await attempt(`${walk.name}, ${language}`, () => walk(cast, see));
  await attempt(`administration, ${language}`, () =>
    administer(chrome.browser, demo, [[language, 320]], {
      watch: (page) => page.setDefaultTimeout(PATIENCE),
      see: (page, name, _, more) => see(page, name, more),
    }),
  );
}

const demo = await startDemo(24);
// These begin with nothing, so that a case is found in a short queue.
const quiet = await startDemo(0);
try {
  for (const language of ["fi", "sv", "en"]) {
    await Promise.all(WIDTHS.map((width) => publicPages(demo, language, width)));
  }
  for (const language of wanted("staff") ? ["fi", "sv", "en"] : []) {
    await attempt(`staff, ${language}`, () => staffPages(demo, language));
    await attempt(`desks, ${language}`, () => desks(quiet, language));
  }
} finally {
  await chrome.close();
  await demo.stop();
  await quiet.stop();
}
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
