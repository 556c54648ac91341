// The neutral page that the exit leads to, played by a server of the test's own: no test speaks to the world.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { folder } from "./harness.mjs";

/** The address of the demo's neutral page. */
export const NEUTRAL = "https://www.ilmatieteenlaitos.fi/";

/** Serves the neutral page. `args` lead a browser to it; its certificate is nobody's, so the browser must not mind. */
export async function startNeutral() {
  const keys = folder("neutral");
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(keys.path, name));
  const subject = ["-subj", "/CN=neutral", "-days", "2"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject], {
    stdio: "ignore",
  });
  const visits = [];
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, answer) => {
    visits.push({ url: request.url, headers: request.headers });
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    answer.end("<!DOCTYPE html><title>Sää</title><h1>Sää tänään</h1>");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = new URL(NEUTRAL).host;
  return {
    visits,
    options: {
      ignoreHTTPSErrors: true,
      args: [`--host-resolver-rules=MAP ${host}:443 127.0.0.1:${server.address().port}`],
    },
    stop: () => {
      keys.remove();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
