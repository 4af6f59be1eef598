/**
 * A chat-completions server on bare `node:http`: 100 ms to the first token, then a token every 5 ms, 40 in all. It plans
 * each token against the start of its reply, so that a late timer does not delay the ones after it.
 */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const firstTokenMs = 100;
const tokenMs = 5;
const tokens = 40;

const frame = (delta: object, finish_reason: string | null = null, more: object = {}): string =>
  `data: ${JSON.stringify({
    id: "chatcmpl-bench",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: "bench",
    choices: [{ index: 0, delta, finish_reason }],
    ...more,
  })}\n\n`;

const usage = { prompt_tokens: 100, completion_tokens: tokens, total_tokens: 100 + tokens };
const opening = frame({ role: "assistant", content: "word " });
const token = frame({ content: "word " });
const ending = `${frame({}, "stop")}${frame({}, null, { choices: [], usage })}data: [DONE]\n\n`;

function reply(response: ServerResponse): void {
  const start = performance.now() + firstTokenMs;
  let sent = 0;
  const next = (): void => {
    if (response.destroyed) return;
    if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
    const due = Math.min(tokens, Math.floor((performance.now() - start) / tokenMs) + 1);
    for (; sent < due; sent += 1) response.write(sent === 0 ? opening : token);
    if (sent === tokens) response.end(ending);
    else setTimeout(next, Math.max(0, start + sent * tokenMs - performance.now()));
  };
  setTimeout(next, firstTokenMs);
}

const server = createServer({ keepAlive: true, keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume();
  request.once("end", () => reply(response));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.once("disconnect", () => process.exit());
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
