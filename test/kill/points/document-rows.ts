import { readdir } from "node:fs/promises";
import { expect } from "vitest";
import { blobFolder, eventsOf } from "./chat.ts";
import { doneOnce, resultOf } from "./expectations.ts";
import type { Play, Row } from "./row.ts";
import { calls, held } from "./script.ts";
import { until } from "./until.ts";

/** Waits until the chat has so many blobs: they are kept before the event that names them. */
function keeps({ stage, chat }: Play, count: number): Promise<true> {
  const folder = blobFolder(stage.folder, chat.id);
  return until(`${chat.id} keeps ${count} blobs`, async () => {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => /^[0-9a-f]{64}/.test(name)).length >= count ? true : undefined;
  });
}

/** The one document of a chat, read by its person. */
async function documentOf({ stage, chat }: Play, id: string): Promise<{ version: number; state: object }> {
  const headers = { authorization: `Bearer ${chat.token}` };
  const response = await fetch(`${stage.url()}/api/artifacts/${id}`, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as { version: number; state: object };
}

/** Artifacts and uploads: what is kept beside the log. */
export const documentRows: readonly Row[] = [
  {
    // The blob is kept and the event that names it is not recorded: the call before it is not done.
    name: "document-is-made",
    script: calls("again", "write"),
    async arrive(play) {
      await play.chat.say("go");
      await keeps(play, 1);
    },
    async after(play) {
      const { stage, chat } = play;
      const log = await doneOnce(play);
      const created = eventsOf(log, "artifact_created");
      expect(created).toHaveLength(1);
      expect(resultOf(log, "write")).toMatchObject({ status: "ok", result: { artifact_id: created[0]?.artifact_id } });
      expect(await documentOf(play, created[0]?.artifact_id ?? "")).toMatchObject({
        version: 1,
        state: { row: chat.id },
      });
      expect(stage.hits(chat.id).filter(({ what }) => what === "write")).toHaveLength(2);
    },
  },
  {
    name: "document-is-changed",
    script: ({ step, ...asked }) =>
      step === 0
        ? calls("write")({ ...asked, step })
        : step === 1
          ? calls("again", "extend")({ ...asked, step: 0 })
          : calls()({ ...asked, step }),
    async arrive(play) {
      await play.chat.say("go");
      await keeps(play, 2);
    },
    async after(play) {
      const log = await doneOnce(play);
      const [updated, ...more] = eventsOf(log, "artifact_updated");
      expect(more).toEqual([]);
      expect(updated).toMatchObject({ version: 2 });
      expect(await documentOf(play, updated?.artifact_id ?? "")).toMatchObject({
        version: 2,
        state: { extended: true },
      });
    },
  },
  {
    name: "document-is-published-by-its-person",
    script: calls("write"),
    async arrive({ stage, chat }) {
      await chat.say("go");
      const { artifact_id } = await chat.frame("artifact_created");
      await chat.frame("run_paused");
      await chat.send({ type: "artifact_action", artifact_id, action: "publish", payload: { row: chat.id } });
      await stage.reached(chat.id, 2);
    },
    async after(play) {
      const { stage, chat } = play;
      const log = await chat.rest();
      expect(resultOf(log, "publish").status).toBe("unknown");
      expect(eventsOf(log, "artifact_updated")).toEqual([]);
      expect(stage.hits(chat.id).filter(({ what }) => what === "publish")).toHaveLength(1);
      const [created] = eventsOf(log, "artifact_created");
      expect((await documentOf(play, created?.artifact_id ?? "")).state).not.toHaveProperty("published");
    },
  },
  {
    name: "file-that-a-message-came-with",
    script: ({ row, isOpen }) => (isOpen ? `row:${row} is done` : held),
    async arrive({ stage, chat }) {
      const upload_id = await chat.upload(new Blob(["the words of the file"], { type: "text/plain" }));
      const content = `row:${chat.id} read it`;
      await chat.send({ type: "user_message", content, attachments: [{ upload_id }], context: { agent: "Worker" } });
      await stage.asks(chat.id);
    },
    async after(play) {
      await doneOnce(play);
      const asked = play.stage.asked(play.chat.id).map(({ request }) => JSON.stringify(request.body));
      expect(asked).toHaveLength(2);
      for (const body of asked) expect(body).toContain("the words of the file");
    },
  },
];
