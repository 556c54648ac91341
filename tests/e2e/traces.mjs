// What a person finds later who opens the browser's profile: the history, cookies, what pages stored, and any file that
// holds a word of the report.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

function rows(file, query) {
  const printed = execFileSync("sqlite3", ["-readonly", "-json", file, query], { encoding: "utf8" });
  return JSON.parse(printed || "[]");
}

/** Every file below `folder`. */
export function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath ?? one.path, one.name));
}

/** The addresses and titles that the closed `profile` remembers. */
export function history(profile) {
  return rows(join(profile, "Default/History"), "SELECT url, title FROM urls ORDER BY id");
}

/** How many cookies the closed `profile` keeps. */
export function cookies(profile) {
  const jars = ["Default/Cookies", "Default/Network/Cookies"].map((one) => join(profile, one)).filter(existsSync);
  return jars.reduce((sum, jar) => sum + rows(jar, "SELECT count(*) AS n FROM cookies")[0].n, 0);
}

/** Which of `words` lie in which files of the closed `profile`, as UTF-8 or UTF-16, and how many files were read. */
export function search(profile, words) {
  const all = files(profile);
  const found = all.flatMap((file) => {
    const bytes = readFileSync(file);
    const held = words.filter((word) => ["utf8", "utf16le"].some((code) => bytes.includes(Buffer.from(word, code))));
    return held.map((word) => `${word} in ${file.slice(profile.length + 1)}`);
  });
  return { found, read: all.length };
}

/** What the page that is there has stored, counted by the browser itself. */
export function stored(page) {
  return page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookie: document.cookie,
  }));
}
