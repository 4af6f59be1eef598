/**
 * CPU of reading a streamed reply: our provider (the model's `doStream`) against `streamText` of the AI SDK, and against
 * a bare `fetch` whose bytes are only counted, which is the floor. Run: `node -C @mozaiks/source bench/model-stream.ts`.
 *
 * Method: a mock LLM in a process of its own sends 40 words, 5 ms apart, to `concurrency` calls at a time. Each row is
 * the user + system CPU of this process divided by the number of calls, the median of 5 rounds after one warm-up round;
 * the three ways take turns, so that a noisy neighbour hits all of them. First token: median, from the call to the
 * first text.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";
import { createAiSdkProvider } from "../packages/ai-runtime/src/models/ai-sdk-provider.ts";
import { publishedPrices } from "../packages/ai-runtime/src/models/prices.ts";
import type { ModelRequest } from "../packages/ai-runtime/src/ports/model-provider.ts";
import { startMockLlm } from "../packages/testkit/src/mock-llm.ts";

const words = 40;
const rounds = 5;

/** Reads one reply to its end; calls `onText` at its first text. */
type Way = (onText: () => void) => Promise<void>;

async function serve(): Promise<void> {
  const llm = await startMockLlm();
  llm.always({ text: "word ".repeat(words), tokenMs: 5, usage: { prompt_tokens: 100, completion_tokens: words } });
  process.send?.(llm.url);
  process.once("disconnect", () => void llm.close());
}

function waysTo(url: string): Record<string, Way> {
  const request: ModelRequest = {
    model: "gpt-4o",
    settings: {},
    system: "You are terse.",
    messages: [{ role: "user", content: "Say forty words." }],
    tools: [],
    agent: "Bench",
    context: {},
    rehearsal: undefined,
  };
  const provider = createAiSdkProvider({
    accounts: { openai: { apiKey: "none", baseUrl: url } },
    prices: publishedPrices,
  });
  const model = createOpenAICompatible({ name: "bench", baseURL: url, apiKey: "none", includeUsage: true }).chatModel(
    "gpt-4o",
  );
  const body = JSON.stringify({
    model: "gpt-4o",
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: "user", content: "Say forty words." }],
  });
  return {
    "our provider (doStream)": async (onText) => {
      for await (const part of provider.stream(request, { signal: new AbortController().signal }))
        if (part.type === "text") onText();
    },
    streamText: async (onText) => {
      const reply = streamText({
        model,
        system: request.system,
        prompt: "Say forty words.",
        maxRetries: 0,
        abortSignal: new AbortController().signal,
      });
      for await (const part of reply.fullStream) if (part.type === "text-delta") onText();
    },
    "bare fetch (floor)": async (onText) => {
      const response = await fetch(`${url}/chat/completions`, { method: "POST", body });
      for await (const _bytes of response.body ?? []) onText();
    },
  };
}

interface Sample {
  readonly cpuMs: number;
  readonly firstTextMs: number;
}

async function sample(way: Way, concurrency: number, calls: number): Promise<Sample> {
  const firsts: number[] = [];
  let left = calls;
  const started = process.cpuUsage();
  const worker = async () => {
    while (left-- > 0) {
      const start = performance.now();
      let first: number | undefined;
      await way(() => (first ??= performance.now() - start));
      firsts.push(first ?? Number.NaN);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const { user, system } = process.cpuUsage(started);
  return { cpuMs: (user + system) / 1000 / calls, firstTextMs: median(firsts) };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function measure(url: string): Promise<void> {
  const ways = Object.entries(waysTo(url));
  const rows: Record<string, string | number>[] = [];
  for (const concurrency of [1, 32]) {
    const calls = concurrency === 1 ? 20 : 320;
    const samples = new Map<string, Sample[]>(ways.map(([name]) => [name, []]));
    for (let round = 0; round <= rounds; round++)
      for (const [name, way] of ways) {
        const result = await sample(way, concurrency, calls);
        if (round > 0) samples.get(name)?.push(result);
      }
    for (const [name, results] of samples)
      rows.push({
        way: name,
        concurrency,
        "CPU ms per call": median(results.map((result) => result.cpuMs)).toFixed(2),
        "first text ms": median(results.map((result) => result.firstTextMs)).toFixed(1),
      });
  }
  console.log(`Node ${process.version}; ${words} words, 5 ms apart; median of ${rounds} rounds`);
  console.table(rows);
}

if (process.argv.includes("--serve")) await serve();
else {
  const server = fork(import.meta.filename, ["--serve"], { execArgv: process.execArgv });
  const [url] = await once(server, "message");
  await measure(String(url));
  server.disconnect();
}
