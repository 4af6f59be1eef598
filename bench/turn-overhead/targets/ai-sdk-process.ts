/** A server of a few lines, as many write it: the AI SDK's `streamText` behind one Hono route. Nothing is kept. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createAdaptorServer } from "@hono/node-server";
import { streamText } from "ai";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";

const models = createOpenAICompatible({ name: "bench", baseURL: process.argv[2] ?? "", includeUsage: true });
const app = new Hono().post("/", async (c) => {
  const { messages } = await c.req.json();
  const { textStream } = streamText({ model: models.chatModel("bench"), system: "You are terse.", messages });
  return streamSSE(c, async (stream) => {
    for await (const text of textStream) await stream.writeSSE({ event: "text", data: JSON.stringify({ text }) });
  });
});
const server = createAdaptorServer({ fetch: app.fetch }) as Server;
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.once("disconnect", () => process.exit());
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
