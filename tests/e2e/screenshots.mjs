// Pictures of every page, in three languages, on a telephone and on a desk: `node screenshots.mjs FOLDER [NAME…]`.
// With names, only the branches and pages whose names hold one of them.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { branches } from "./branches.mjs";
import { LOCALES, beginning, phone, startBrowser, startDemo } from "./harness.mjs";
import { information } from "./pages.mjs";
import { openAll, walk } from "./walker.mjs";

const [target, ...names] = process.argv.slice(2);
if (!target) {
  console.error("node screenshots.mjs FOLDER [NAME…]");
  process.exit(2);
}
const wanted = (name) => names.length === 0 || names.some((one) => name.includes(one));
const simple = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

mkdirSync(target, { recursive: true });
const [demo, chrome] = await Promise.all([startDemo(0), startBrowser()]);

async function take(language, width) {
  const { page, context } = await phone(chrome.browser, {
    javaScriptEnabled: true,
    viewport: { width, height: 800 },
    locale: LOCALES[language],
  });
  const shot = async (number, name) => {
    await openAll(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    const path = join(target, `${simple(name)}-${String(number).padStart(2, "0")}-${language}-${width}.png`);
    await page.screenshot({ path, fullPage: true });
  };
  for (const branch of branches.filter((one) => wanted(one.name))) {
    let number = 0;
    const see = (at) => shot((number += 1), `${branch.name}-${at}`);
    await page.goto(beginning(demo, language, branch.from));
    try {
      await walk(page, branch.rows, see);
    } catch (fault) {
      console.error(`${branch.name}: ${fault.message}`);
    }
    await see("receipt");
  }
  for (const path of information.filter(wanted)) {
    await page.goto(new URL(`${language}/${path}`, demo.public_url).href);
    await shot(0, path);
  }
  await context.close();
}

try {
  for (const language of ["fi", "sv", "en"]) await Promise.all([take(language, 320), take(language, 1280)]);
} finally {
  await chrome.close();
  await demo.stop();
}
