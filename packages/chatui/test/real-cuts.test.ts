import { applyEvent, emptyView, type SessionEvent } from "@mozaiks/contracts/fold";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../../../test/browser/open-browser.ts";
import { Conversation } from "./storm/conversation.ts";
import { messages, talk } from "./storm/person.ts";
import { drawnBy } from "./storm/drawn-by.ts";
import { startStormServer, type StormServer } from "./storm/storm-server.ts";
import { planCuts, startStorm } from "./storm/storm.ts";

const seed = Number(process.env["CUTS_SEED"] ?? Math.floor(Math.random() * 1_000_000));
const conversations = 4;
const kills = 2;

let browser: Browser;
let folder: string;
/** One is killed again and again; what the other says is the measure. */
let stormy: StormServer;
let calm: StormServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-cuts-"));
  [browser, stormy, calm] = await Promise.all([
    openBrowser(),
    startStormServer(join(folder, "stormy")),
    startStormServer(join(folder, "calm")),
  ]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([stormy[Symbol.asyncDispose](), calm[Symbol.asyncDispose]()]);
  await rm(folder, { recursive: true, force: true });
});

/** What is left of a log when everything that differs from one conversation to the next is taken away. */
function toStory(log: readonly SessionEvent[]) {
  const { rows, artifacts, usage, open_requests, status } = log.reduce(applyEvent, emptyView("chat"));
  const named = JSON.stringify(
    { rows, artifacts: Object.values(artifacts), usage, open_requests, status },
    (key, value) => (volatile.has(key) ? undefined : value),
  );
  return JSON.parse(named) as unknown;
}

const volatile = new Set([
  "key",
  "seq",
  "timestamp",
  "message_id",
  "client_id",
  "call_id",
  "run_id",
  "event_id",
  "artifact_id",
  "state_ref",
  "duration_ms",
  "request",
  "arguments_hash",
  "expires_at",
  "created_at",
  "updated_at",
]);

function recorded(log: readonly SessionEvent[]) {
  return {
    messages: log.flatMap((event) => (event.type === "user_message" ? [event.content] : [])),
    answers: log.flatMap((event) => (event.type === "ui_tool_response" ? [event.response] : [])),
    decisions: log.flatMap((event) => (event.type === "approval_response" ? [event.decision] : [])),
  };
}

/** Times differ, and nothing else may. */
const words = (text: string): string => text.replaceAll(/\s+\d+(\.\d+)? (ms|sec|min)$/gm, "");

it(
  `any cut of a real conversation ends in the uncut one, with everything recorded once (seed ${seed})`,
  { timeout: 240_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const uncut = stack.use(await Conversation.open(browser, calm, "uncut"));
    const random = drawnBy(seed);
    const plans = Array.from({ length: conversations }, (_, index) => planCuts(random, index < kills));
    const lives = plans.map(async (plan, index) => {
      const conversation = stack.use(await Conversation.open(browser, stormy, `cut-${index}`));
      const storm = startStorm(conversation, stormy, plan);
      const kept = await talk(conversation, () => storm.strike());
      await storm.end();
      return { conversation, kept, plan: plan.map(({ kind }) => kind).join(" ") };
    });
    const [lived] = await Promise.all([Promise.all(lives), talk(uncut, async () => undefined)]);
    const story = toStory(await uncut.log());
    const [shown = ""] = (await uncut.shown()).map(words);
    for (const { conversation, kept, plan } of lived) {
      await conversation.isAtRest();
      const log = await conversation.log();
      expect(conversation.problems, plan).toEqual([]);
      expect(kept, plan).toBe("Oslo");
      expect(recorded(log), plan).toEqual({
        messages,
        answers: [{ destination: "Oslo", days: 3 }],
        decisions: ["approve"],
      });
      expect(toStory(log), plan).toEqual(story);
      for (const text of await conversation.shown()) expect(words(text), plan).toBe(shown);
    }
    const lost = lived.reduce((sum, { conversation }) => sum + conversation.lost, 0);
    expect(plans.flat().length).toBeGreaterThan(40);
    expect(lost).toBeGreaterThan(24);
  },
);
