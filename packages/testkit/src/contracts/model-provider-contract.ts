import type { ModelPart, ModelProvider, ModelRequest } from "@mozaiks/ai-runtime/ports";
import type { JsonObject } from "@mozaiks/contracts";
import { expect, it } from "vitest";

/** What a provider under test must answer to its request. */
export interface ExpectedReply {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly arguments: JsonObject }[];
}

/** A provider that answers `request` with the reply it was opened with. */
export interface OpenedModel extends AsyncDisposable {
  readonly provider: ModelProvider;
  readonly request: ModelRequest;
}

const plain: ExpectedReply = { text: "Hello, dear 🙂 friend of the 世界.", calls: [] };
const calling: ExpectedReply = {
  text: "One moment.",
  calls: [
    { name: "look_up", arguments: { city: "Oslo, Norway", days: [1, 2, 3] } },
    { name: "ping", arguments: {} },
  ],
};

/** What every model provider must do. Each adapter's test calls this once. */
export function modelProviderContract(open: (reply: ExpectedReply) => Promise<OpenedModel>): void {
  it("streams the text in pieces and finishes once, last, with usage", async () => {
    await using opened = await open(plain);
    const parts = await read(opened);
    expect(parts.slice(0, -1).every((part) => part.type === "text" && part.text !== "")).toBe(true);
    expect(parts.length).toBeGreaterThan(2);
    expect(textOf(parts)).toBe(plain.text);
    const finish = parts.at(-1);
    expect(finish).toMatchObject({ type: "finish", reason: "stop", usage: { total_tokens: expect.any(Number) } });
    const {
      prompt_tokens = 0,
      completion_tokens = 0,
      total_tokens,
    } = (finish?.type === "finish" && finish.usage) || {};
    expect(total_tokens).toBe(prompt_tokens + completion_tokens);
  });

  it("gives whole tool calls after the pieces of their input", async () => {
    await using opened = await open(calling);
    const parts = await read(opened);
    const calls = parts.filter((part) => part.type === "tool-call");
    expect(textOf(parts)).toBe(calling.text);
    expect(calls.map((call) => ({ name: call.name, arguments: JSON.parse(call.arguments) as unknown }))).toEqual(
      calling.calls,
    );
    expect(new Set(calls.map((call) => call.id)).size).toBe(2);
    for (const call of calls) {
      const before = parts.slice(0, parts.indexOf(call));
      const pieces = before.filter((part) => part.type === "tool-input").filter((part) => part.id === call.id);
      expect(pieces.map((piece) => piece.text).join("")).toBe(call.arguments);
      expect(pieces.every((piece) => piece.name === call.name)).toBe(true);
    }
    expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "tool_calls" });
  });

  it("gives nothing after an abort but an AbortError", async () => {
    await using opened = await open(plain);
    const stop = new AbortController();
    const seen: ModelPart[] = [];
    const reading = (async () => {
      for await (const part of opened.provider.stream(opened.request, { signal: stop.signal })) {
        seen.push(part);
        stop.abort(new Error("stop"));
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(seen.map((part) => part.type)).toEqual(["text"]);
  });

  it("gives nothing when it was aborted before it began", async () => {
    await using opened = await open(plain);
    await expect(read(opened, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
  });

  it("answers again after a reader that left", async () => {
    await using opened = await open(plain);
    for await (const part of opened.provider.stream(opened.request, { signal: new AbortController().signal })) {
      expect(part.type).toBe("text");
      break;
    }
    expect(textOf(await read(opened))).toBe(plain.text);
  });

  it("keeps calls at the same time apart", async () => {
    await using opened = await open(plain);
    const replies = await Promise.all(Array.from({ length: 20 }, () => read(opened)));
    expect(new Set(replies.map(textOf))).toEqual(new Set([plain.text]));
  });

  it("knows the name of what answers, and a price for it or none", async () => {
    await using opened = await open(plain);
    const name = opened.provider.resolve(opened.request.model);
    const counts = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
    expect(name).toMatch(/^\S+$/);
    expect(opened.provider.costUsd(name, counts) ?? 0).toBeGreaterThanOrEqual(0);
    expect(opened.provider.costUsd("no such model", counts) ?? 0).toBe(0);
  });
}

async function read({ provider, request }: OpenedModel, signal = new AbortController().signal): Promise<ModelPart[]> {
  const parts: ModelPart[] = [];
  for await (const part of provider.stream(request, { signal })) parts.push(part);
  return parts;
}

function textOf(parts: readonly ModelPart[]): string {
  return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}
