// A service gone wrong, for the negative control: it stands before the real one and answers every step with a redirect
// to an address of the step's own, as most wizards do, and lets the browser keep the pages, the fields and the posts.
import { createServer, request as ask } from "node:http";

/** The page without what keeps a browser from remembering it. */
function careless(body) {
  const html = body.toString("utf8");
  return Buffer.from(html.replaceAll(' autocomplete="off"', "").replace(/<input type="password"[^>]*>/, ""), "utf8");
}

/** Starts it before the service at `address`; resolves with its own address. */
export async function startRedirecting(address) {
  const pages = [];
  const server = createServer((request, answer) => {
    const step = /^\/step-(\d+)$/.exec(request.url);
    if (request.method === "GET" && step) {
      const { headers, body } = pages[Number(step[1])];
      answer.writeHead(200, headers);
      answer.end(body);
      return;
    }
    const wanted = new URL(step ? "/" : request.url, address);
    const headers = { ...request.headers, host: wanted.host, "accept-encoding": "identity" };
    if (headers.origin) headers.origin = wanted.origin;
    const passed = ask(wanted, { method: request.method, headers }, async (got) => {
      const body = careless(Buffer.concat(await got.toArray()));
      delete got.headers["clear-site-data"];
      delete got.headers["content-length"];
      if (request.method === "POST" && got.statusCode === 200) {
        const type = got.headers["content-type"];
        pages.push({ headers: { "content-type": type, "cache-control": "private, max-age=3600" }, body });
        answer.writeHead(303, { location: `/step-${pages.length - 1}` });
        answer.end();
      } else {
        answer.writeHead(got.statusCode, got.headers);
        answer.end(body);
      }
    });
    request.pipe(passed);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    public_url: `http://127.0.0.1:${server.address().port}/`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
