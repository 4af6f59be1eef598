import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { JsonObject } from "@mozaiks/contracts";
import { argumentsText, type MockAnswer, type MockError, type MockUsage, stepsOf } from "./mock-llm-reply.ts";
import type { ChatBody, MockEnd } from "./mock-llm-request.ts";

/** Sends an error as OpenAI does. */
export function sendError(response: ServerResponse, error: MockError): void {
  const { status, message = `mock error ${status}`, type = "mock_error", code = null, headers } = error;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ error: { message, type, param: null, code } }));
}

/** Streams a reply as chat completion chunks, until `signal` says that the client has left. */
export async function sendStream(
  response: ServerResponse,
  answer: MockAnswer,
  body: ChatBody,
  { signal, end }: { signal: AbortSignal; end: (how: MockEnd) => void },
): Promise<void> {
  const send = writer(response, answer.bytesPerWrite);
  const meta = { id: "chatcmpl-mock", object: "chat.completion.chunk", created: 1_700_000_000, model: body.model };
  const wantsUsage = body.stream_options?.include_usage === true;
  const event = (payload: JsonObject) =>
    send(
      `data: ${JSON.stringify({ ...meta, ...payload, ...(wantsUsage && !("usage" in payload) && { usage: null }) })}\n\n`,
    );
  const delta = (value: JsonObject, finish: string | null = null) =>
    event({ choices: [{ index: 0, delta: value, logprobs: null, finish_reason: finish }] });

  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  response.flushHeaders();
  await wait(answer.firstTokenMs, signal);
  await delta({ role: "assistant", content: "", refusal: null });
  let callIndex = 0;
  let isFirst = true;
  let sent = "";
  const token = async (value: JsonObject, text: string) => {
    if (!isFirst) await wait(answer.tokenMs, signal);
    isFirst = false;
    sent += text;
    await delta(value);
  };

  for (const step of stepsOf(answer)) {
    if (signal.aborted) return;
    if (typeof step === "string") await token({ content: step }, step);
    else if ("refusal" in step) await token({ refusal: step.refusal }, step.refusal);
    else if ("reasoning" in step) await token({ reasoning_content: step.reasoning }, step.reasoning);
    else if ("pauseMs" in step) await wait(step.pauseMs, signal);
    else if ("hold" in step) await Promise.race([step.hold, aborted(signal)]);
    else if ("raw" in step) await send(step.raw);
    else if ("error" in step) await send(`data: ${JSON.stringify({ error: step.error })}\n\n`);
    else if ("end" in step) {
      end("broken");
      if (step.end === "broken") response.destroy();
      else response.end();
      return;
    } else {
      const { id = `call_mock_${callIndex + 1}`, name } = step.toolCall;
      const call = { index: callIndex++, id, type: "function", function: { name, arguments: "" } };
      await token({ tool_calls: [call] }, name);
      for (const text of fragments(argumentsText(step.toolCall)))
        await token({ tool_calls: [{ index: call.index, function: { arguments: text } }] }, text);
    }
  }
  await delta({}, answer.finishReason ?? (callIndex > 0 ? "tool_calls" : "stop"));
  const usage = answer.usage === undefined ? estimate(body, sent) : answer.usage;
  if (wantsUsage && usage !== null) await event({ choices: [], usage: wireUsage(usage) });
  await send("data: [DONE]\n\n");
  if (!signal.aborted) end("finished");
  response.end();
}

/** Each write is an HTTP chunk of its own, which the client's parser hands on as one piece. */
function writer(response: ServerResponse, bytesPerWrite: number | undefined): (text: string) => Promise<void> {
  return async (text) => {
    const bytes = Buffer.from(text);
    const size = bytesPerWrite ?? bytes.length;
    for (let start = 0; start < bytes.length; start += size) {
      if (response.destroyed) return;
      const isDrained = response.write(bytes.subarray(start, start + size));
      if (!isDrained) await Promise.race([new Promise((resolve) => response.once("drain", resolve)), closed(response)]);
    }
  };
}

function closed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once("close", resolve));
}

async function wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
  if (!ms) return;
  await Promise.race([delay(ms, undefined, { ref: false }), aborted(signal)]);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function fragments(text: string): readonly string[] {
  return text.match(/[\s\S]{1,8}/g) ?? [];
}

function estimate(body: ChatBody, sent: string): MockUsage {
  return {
    prompt_tokens: Math.ceil(JSON.stringify(body.messages).length / 4),
    completion_tokens: Math.ceil(sent.length / 4),
  };
}

function wireUsage({
  prompt_tokens,
  completion_tokens,
  cached_tokens = 0,
  reasoning_tokens = 0,
}: MockUsage): JsonObject {
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    prompt_tokens_details: { cached_tokens, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens, audio_tokens: 0, accepted_prediction_tokens: 0 },
  };
}
