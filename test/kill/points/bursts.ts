import { createHash, randomBytes } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { SessionPage } from "@mozaiks/contracts";
import { expect } from "vitest";
import { readLog } from "../read-log.ts";
import { serviceToken } from "../workshop-process.ts";
import { type Burst, burst } from "./burst.ts";
import { blobFolder, Chat, eventsOf } from "./chat.ts";
import { doneOnce, variableOf } from "./expectations.ts";
import { brokenChatLaws } from "./lawful.ts";
import { calls, type Script } from "./script.ts";
import type { Stage } from "./stage.ts";

const newChat = (prefix: string) => (index: number, stage: Stage) => new Chat(`${prefix}-${index}`, "Bench", stage.url);

/** The chat that forks are made of; it has artifacts with blobs. */
const original = "document-is-changed";
/** The chat that calls many workflows at once. */
const parent = "parent";
const pieces = Array.from({ length: 30 }, (_, index) => `piece ${index + 1}`);

/** What the model answers in the chats of bursts. */
export function burstScript(row: string): Script | undefined {
  if (row.startsWith("entry-"))
    return (asked) => (asked.request.user.includes("enough") ? "enough" : calls("enter")(asked));
  if (row !== parent) return undefined;
  const delegate = calls(...pieces.map((piece) => ({ name: "help", arguments: { input: `row:${row} ${piece}` } })));
  return (asked) => (asked.by === "Helper" ? "helped" : delegate(asked));
}

const creations = burst(
  "the creation of sessions",
  newChat("made"),
  (chat) => chat.open(),
  async (sent) => {
    for (const { request: chat, isAnswered } of sent) {
      const log = await chat.log();
      expect(log.length).toBeGreaterThanOrEqual(isAnswered ? 1 : 0);
      await chat.open();
      const types = (await chat.log()).map(({ type }) => type);
      expect(types).toEqual(["session_created"]);
    }
  },
);

const fileBytes = 8_000_000;

const uploads: Burst = {
  ...burst(
    "uploads",
    (_, stage) => ({ chat: new Chat("files", "Bench", stage.url), bytes: randomBytes(fileBytes), id: "" }),
    async (request) => {
      request.id = await request.chat.upload(new Blob([request.bytes]));
    },
    async (sent, stage) => {
      const folder = blobFolder(stage.folder, "files");
      const kept = await wholeFiles(folder);
      expect(kept).toBeGreaterThanOrEqual(sent.filter(({ isAnswered }) => isAnswered).length);
      expect(kept).toBeLessThanOrEqual(sent.length);
      for (const { request, isAnswered } of sent) {
        const { chat, bytes } = request;
        // What was acknowledged is there; what was not can be sent again, and is there once.
        const id = isAnswered ? request.id : await chat.upload(new Blob([bytes]));
        expect(bytes.equals(await chat.download(id))).toBe(true);
      }
      expect(await wholeFiles(folder)).toBe(sent.length);
    },
  ),
  async strike(stage) {
    const folder = blobFolder(stage.folder, "files");
    while (!isHalfWritten(folder)) await setImmediate();
  },
};

/** How many files have their names; each must be whole. */
async function wholeFiles(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith("."));
  for (const name of names) {
    const hash = createHash("sha256").update(await readFile(join(folder, name)));
    expect(hash.digest("hex")).toBe(name.split(".")[0]);
  }
  return names.length;
}

/** True while some file has a part of what it is to hold. */
function isHalfWritten(folder: string): boolean {
  return readdirSync(folder).some((name) => {
    const size = statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
    return size > 0 && size < fileBytes;
  });
}

const forks = burst(
  "forks",
  (_, stage) => ({ chat: new Chat(original, "Bench", stage.url), fork: "" }),
  async (request) => {
    request.fork = await request.chat.fork();
  },
  async (sent, stage) => {
    const answered = sent.filter(({ isAnswered }) => isAnswered).map(({ request }) => request.fork);
    const chat = new Chat(original, "Bench", stage.url);
    const log = await chat.log();
    const made = (await sessionsOf(stage, chat)).filter((id) => id !== original);
    expect(made).toEqual(expect.arrayContaining(answered));
    expect(made.length).toBeLessThanOrEqual(sent.length);
    for (const id of made) {
      const copy = await readLog(stage.url(), serviceToken(), id);
      expect(copy.map(({ type }) => type)).toEqual(log.map(({ type }) => type));
      expect(eventsOf(copy, "session_created")[0]?.forked_from).toEqual({ chat_id: original, seq: log.length });
      const originals = await readdir(blobFolder(stage.folder, original));
      expect((await readdir(blobFolder(stage.folder, id))).toSorted()).toEqual(originals.toSorted());
    }
  },
);

const messages = burst(
  "messages",
  newChat("said"),
  async (chat) => {
    await chat.join();
    await chat.say("go");
  },
  async (sent, stage) => {
    for (const { request: chat, isAnswered } of sent) {
      const isRecorded = (await chat.log()).some(({ type }) => type === "user_message");
      if (isAnswered) expect(isRecorded).toBe(true);
      if (isRecorded) await doneOnce({ stage, chat });
      expect(await brokenChatLaws(stage, chat)).toEqual([]);
    }
  },
);

const children: Burst = {
  name: "the start of children",
  action: "children",
  run: () => Promise.resolve(),
  isInFullSwing: () => Promise.resolve(),
  async strike(stage) {
    const chat = new Chat(parent, "Bench", stage.url);
    await chat.join();
    await chat.say("go");
    // The first sign of a child, long before the parent has recorded that it has any.
    while ((await sessionsOf(stage, chat)).length === 1) await setImmediate();
  },
  async after(stage) {
    const chat = new Chat(parent, "Bench", stage.url);
    await chat.until("its children have reported", (log) => eventsOf(log, "tool_result").length === pieces.length);
    const log = await doneOnce({ stage, chat });
    const started = eventsOf(log, "child_started").map(({ child_chat_id }) => child_chat_id);
    expect(started).toHaveLength(pieces.length);
    // Nobody else carries a call out, unknown to the log.
    expect((await sessionsOf(stage, chat)).toSorted()).toEqual([chat.id, ...started].toSorted());
    expect(new Set(eventsOf(log, "tool_result").map(({ status }) => status))).toEqual(new Set(["ok"]));
    expect(await brokenChatLaws(stage, chat)).toEqual([]);
  },
};

let onEntry = (): void => undefined;

const entries: Burst = {
  ...burst(
    "the writing of documents of the app",
    (index, stage) => new Chat(`entry-${index}`, "Ledger", stage.url),
    async (chat) => {
      await chat.join();
      await chat.say("go");
      await chat.frame("context_update", ({ cause }) => cause === "enter");
      onEntry();
      await chat.frame("run_paused");
    },
    async (sent, stage) => {
      for (const { request: chat } of sent) {
        if (!(await chat.log()).some(({ type }) => type === "user_message")) continue;
        await doneOnce({ stage, chat });
        // The next run looks the document up.
        await chat.join();
        await chat.say("enough");
        const log = await chat.rest();
        expect(eventsOf(log, "data_written")).toHaveLength(1);
        expect(variableOf(log, "kept")).toMatchObject({ row: chat.id });
        expect(await brokenChatLaws(stage, chat)).toEqual([]);
      }
    },
  ),
  action: "write",
  // The value is in the log, and the document is not written yet.
  strike: () =>
    new Promise((resolve) => {
      onEntry = resolve;
    }),
};

/** All that is asked of a server and cannot be held still, by the kill that it shares. */
export const bursts: readonly (readonly Burst[])[] = [[creations, forks, messages, children], [uploads], [entries]];

async function sessionsOf(stage: Stage, { token }: Chat): Promise<readonly string[]> {
  const response = await fetch(`${stage.url()}/api/sessions?limit=200`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return SessionPage.parse(await response.json()).sessions.map(({ chat_id }) => chat_id);
}
