// What every page promises: sound HTML, no accessibility fault that a machine can find, no sideways scroll on a narrow
// telephone, with large text, with wide spacing or in a wordier language, and targets that a thumb can hit. All of it is
// counted.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { htmlFaults } from "./validator.mjs";

// The short form: every page is given it anew.
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** How much was looked at, for the last line of a test. */
export const counts = { axe: 0, html: 0, reflow: 0, targets: 0 };

/**
 * Where axe cannot tell and a person need not look again: its rule, after a colon why it was in doubt (where it says so), and
 * the reason why all is well. Any other doubt fails the file, which then ends with a list of what would stand here.
 */
const DOUBTS = {
  "color-contrast: bgOverlap": "the exit lies over what scrolls below it, and has a ground of its own",
  "color-contrast: elmPartiallyObscured": "the same of what the exit covers in part",
  "color-contrast: elmPartiallyObscuring": "the space at the end of a line hangs over the edge of its column; nothing lies below",
  "color-contrast: nonBmp": "an arrow is no letter, and the text beside it says the same",
};

/** The doubts that are no such: how often, and the first page and element. */
const doubtful = new Map();

// At the end, so that one run tells of all of them.
process.on("exit", () => {
  if (doubtful.size === 0) return;
  const told = [...doubtful].map(([doubt, { times, first, html }]) => `  "${doubt}": ${times} times, first on ${first}: ${html}`);
  console.error(`axe is in doubt (DOUBTS of faults.mjs):\n${told.join("\n")}`);
  process.exitCode = 1;
});

/** Looks at the page as it stands: axe, and no sideways scroll at its own width. */
export async function judge(page, name) {
  const over = await sideways(page);
  assert.equal(over, 0, `${name} scrolls ${over} px sideways at ${page.viewportSize().width} px`);
  const { faults, doubts } = await found(page, TAGS);
  for (const [doubt, html] of doubts) {
    if (doubt in DOUBTS) continue;
    const seen = doubtful.get(doubt) ?? { times: 0, first: name, html };
    doubtful.set(doubt, { ...seen, times: seen.times + 1 });
  }
  assert.deepEqual(faults, [], `${name}: axe`);
  counts.axe += 1;
}

/** What axe finds by `rules`, tags or names of rules: the faults, and each element of which it cannot tell. */
async function found(page, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { violations, incomplete } = await window.axe.run(document, { runOnly, resultTypes: ["violations", "incomplete"] });
    const faults = violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" ")}`);
    const why = (node) => [...node.any, ...node.all, ...node.none].map((check) => check.data?.messageKey).find(Boolean);
    const named = (rule, node) => [why(node) ? `${rule.id}: ${why(node)}` : rule.id, node.html.slice(0, 200)];
    const doubts = incomplete.flatMap((rule) => rule.nodes.map((node) => named(rule, node)));
    return { faults, doubts };
  }, rules);
}

function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }`;

/** Fails when the page scrolls sideways at 256 px, with text twice as large at 640 px or with wide spacing at 320 px, and
 *  where it is Finnish also with texts 40 % longer at 320 px. Its own width is `judge`'s. */
export async function reflow(page, name) {
  const before = page.viewportSize();
  const sheet = (text) => {
    const one = new CSSStyleSheet();
    one.replaceSync(text);
    document.adoptedStyleSheets = [one];
  };
  const measure = async (width, how) => {
    const over = await sideways(page);
    assert.equal(over, 0, `${name} scrolls ${over} px sideways at ${width} px ${how}: ${await widest(page)}`);
    assert.deepEqual(await page.evaluate(clipped), [], `${name} hides text at ${width} px ${how}`);
    counts.reflow += 1;
  };
  await page.setViewportSize({ width: 256, height: 700 });
  await measure(256, "plain");
  await page.setViewportSize({ width: 320, height: 700 });
  await page.evaluate(sheet, SPACING);
  await measure(320, "with wide spacing");
  await page.evaluate(sheet, "");
  if ((await page.evaluate(() => document.documentElement.lang)) === "fi") {
    await page.evaluate(lengthened);
    await measure(320, "with texts 40 % longer");
    await page.evaluate(() => window.asTheyWere.forEach(([node, text]) => (node.data = text)));
  }
  await page.setViewportSize({ width: 640, height: 700 });
  await page.evaluate(doubled);
  await measure(640, "with text twice as large");
  await page.evaluate(() => document.querySelectorAll("body *").forEach((one) => one.style.removeProperty("font-size")));
  await page.setViewportSize(before);
}

/** In the page: every text that can be seen gets 40 % longer by words of its own, as in a wordier language. A number, a code and
 *  what a person wrote stay: no language has them longer. */
function lengthened() {
  const same = "svg, textarea, select, .huoli-words, [translate=no]";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  window.asTheyWere = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const around = node.parentElement;
    if (!/\p{L}/u.test(node.data) || around.closest(same) || around.getClientRects().length === 0) continue;
    window.asTheyWere.push([node, node.data]);
  }
  for (const [node, text] of window.asTheyWere) {
    const end = text.trimEnd();
    const more = Math.ceil(0.4 * end.trimStart().length);
    node.data = `${end} ${end.trimStart().slice(0, more)}${text.slice(end.length)}`;
  }
}

/** In the page: every text twice as large, whatever its unit. */
function doubled() {
  const all = [...document.querySelectorAll("body *")].filter((one) => !one.closest("svg"));
  const sizes = all.map((one) => parseFloat(getComputedStyle(one).fontSize));
  all.forEach((one, index) => one.style.setProperty("font-size", `${2 * sizes[index]}px`, "important"));
}

/** In the page: what cuts its own text off. */
function clipped() {
  return [...document.querySelectorAll("main *, header *, footer *, aside *")]
    .filter((one) => {
      const style = getComputedStyle(one);
      const hides = [style.overflowX, style.overflowY].some((flow) => flow === "hidden" || flow === "clip");
      const offered = one.clientHeight > 1 && !["TEXTAREA", "INPUT", "SELECT"].includes(one.tagName);
      return hides && offered && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1);
    })
    .map((one) => one.outerHTML.slice(0, 120));
}

function widest(page) {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > edge + 0.5);
    return out.map((one) => one.outerHTML.slice(0, 100)).join("\n");
  });
}

/** Fails when a target is smaller than 24 px, or the exit or Continue smaller than 44 px. Links in a sentence are
 *  exempt (WCAG 2.5.8), and so is what only a screen reader meets. */
export async function targets(page, name) {
  const small = await page.evaluate(() => {
    const found = [];
    const measured = document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, li > a");
    for (const one of measured) {
      if (one.getAttribute("aria-hidden") === "true" || one.getClientRects().length === 0) continue;
      const box = one.getBoundingClientRect();
      const large = one.closest(".huoli-exit") || (one.name === "go" && ["continue", "send"].includes(one.value));
      // A line of a list is hit on its whole height.
      const height = one.tagName === "A" ? one.parentElement.getBoundingClientRect().height : box.height;
      const least = large ? 44 : 24;
      if (box.width < least - 0.01 || height < least - 0.01) {
        found.push(`${Math.round(box.width)}×${Math.round(height)} ${one.outerHTML.slice(0, 120)}`);
      }
    }
    return found;
  });
  assert.deepEqual(small, [], `${name}: small targets`);
  counts.targets += 1;
}

/** Fails unless the contrast holds with forced colours and on paper, and nothing moves where motion is unwelcome. */
export async function media(page, name) {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  const { faults } = await found(page, ["color-contrast"]);
  assert.deepEqual(faults, [], `${name}: forced colours`);
  const moving = await page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0, `${name} moves`);
  await page.emulateMedia({ forcedColors: null, reducedMotion: null });
  await paper(page, name);
}

/** Fails when the page prints what only works on a screen, or nothing at all. */
export async function paper(page, name) {
  await page.emulateMedia({ media: "print" });
  const printed = await page.evaluate(() => ({
    waste: [...document.querySelectorAll("section, nav, footer, button")]
      .filter((one) => one.getClientRects().length > 0)
      .map((one) => one.outerHTML.slice(0, 160)),
    words: document.querySelector("main").innerText.trim().length,
  }));
  await page.emulateMedia({ media: null });
  assert.ok(printed.words > 0, `${name} has words on paper`);
  assert.deepEqual(printed.waste, [], `${name} prints what only works on a screen`);
}

/**
 * Keeps the HTML of every page as it came, before the browser mended it. Each answer waits until it is kept: of a page that has
 * been left the browser keeps no source, and a busy machine asks late.
 */
export async function listen(page) {
  const sources = [];
  const browser = await page.context().newCDPSession(page);
  browser.on("Fetch.requestPaused", async ({ requestId, request, responseStatusCode, responseHeaders = [] }) => {
    try {
      const type = responseHeaders.find((header) => header.name.toLowerCase() === "content-type")?.value ?? "";
      if (type.startsWith("text/html") && responseStatusCode !== 303) {
        const { body, base64Encoded } = await browser.send("Fetch.getResponseBody", { requestId });
        const text = base64Encoded ? Buffer.from(body, "base64").toString("utf8") : body;
        sources.push([request.url, responseStatusCode, text]);
      }
      await browser.send("Fetch.continueRequest", { requestId });
    } catch (fault) {
      // Whoever closed the page waits for no answer; any other fault is one.
      if (!page.isClosed()) sources.push(Promise.reject(fault));
    }
  });
  await browser.send("Fetch.enable", { patterns: [{ resourceType: "Document", requestStage: "Response" }] });
  return sources;
}

const checked = new Set();

/** Validates what `listen` kept. Two pages that differ in their sealed fields alone are one page. */
export async function validate(sources) {
  for (const [url, status, text] of await Promise.all(sources)) {
    const plain = text.replace(/(name="(?:state|csrf|form_token)" value=")[^"]*/g, "$1");
    if (checked.has(plain)) continue;
    checked.add(plain);
    assert.deepEqual(await htmlFaults(text), [], `${status} ${url}`);
    assert.ok(!/<script|\son\w+=|javascript:/i.test(text), `${url} holds no script`);
    counts.html += 1;
  }
}

/** What the parts of the service's pages say about a public page: its title, its language and its fields. */
export async function promises(page, name, language) {
  const { title, lang, fields, links } = await page.evaluate(() => ({
    title: document.title,
    lang: document.documentElement.lang,
    fields: [...document.querySelectorAll("main input, main textarea, main select")].map((one) => ({
      name: one.name,
      type: one.type,
      autocomplete: one.getAttribute("autocomplete"),
      spellcheck: one.getAttribute("spellcheck"),
      translate: one.getAttribute("translate"),
    })),
    links: [...document.querySelectorAll("[href], [src], [action]")].map((one) =>
      one.getAttribute("href") ?? one.getAttribute("src") ?? one.getAttribute("action"),
    ),
  }));
  assert.match(title, /^((Virhe|Fel|Error): )?(Lomake|Formulär|Blankett|Form) – /, `${name}: the title tells nothing`);
  assert.equal(lang, language, `${name}: its language`);
  for (const link of links) {
    assert.match(link, /^(\.|#|tel:)/, `${name}: ${link} is relative`);
    assert.ok(!link.includes("?"), `${name}: ${link} carries nothing`);
  }
  // A field without a name is sent nowhere.
  for (const one of fields.filter((field) => field.name)) {
    if (["hidden", "radio", "checkbox", "file", "submit", "select-one"].includes(one.type)) continue;
    const own = /^reporter\.(name|phone|email|organisation|title)$/.test(one.name);
    assert.ok(own ? one.autocomplete : one.autocomplete === "off", `${name}: ${one.name} is not filled in by the browser`);
    if (one.type === "textarea") {
      assert.equal(one.spellcheck, "false", `${name}: ${one.name} is sent to no spell checker`);
      assert.equal(one.translate, "no", `${name}: ${one.name} is sent to no translator`);
    }
  }
}
