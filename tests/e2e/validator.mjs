// html-validate in a thread of its own: it works for long on a page, and meanwhile the browser must be answered.
import { readFileSync } from "node:fs";
import { isMainThread, parentPort, Worker } from "node:worker_threads";

if (!isMainThread) {
  const { HtmlValidate } = await import("html-validate");
  const validator = new HtmlValidate(JSON.parse(readFileSync(new URL("htmlvalidate.json", import.meta.url))));
  parentPort.on("message", async ({ number, text }) => {
    const report = await validator.validateString(text);
    const faults = report.results.flatMap((one) => one.messages.map((m) => `${m.ruleId} ${m.line}: ${m.message}`));
    parentPort.postMessage({ number, faults });
  });
}

let thread;
const waiting = new Map();

/** Resolves with what is wrong with the HTML `text`. */
export function htmlFaults(text) {
  if (!thread) {
    thread = new Worker(new URL(import.meta.url));
    thread.on("message", ({ number, faults }) => {
      waiting.get(number).resolve(faults);
      waiting.delete(number);
      // A thread with nothing to do keeps no test from its end.
      if (waiting.size === 0) thread.unref();
    });
    thread.on("error", (fault) => waiting.forEach(({ reject }) => reject(fault)));
  }
  thread.ref();
  const number = Math.random();
  return new Promise((resolve, reject) => {
    waiting.set(number, { resolve, reject });
    thread.postMessage({ number, text });
  });
}
