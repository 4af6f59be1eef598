import { describe, expect, it } from "vitest";
import { ChatRequestError, createApiClient } from "../../src/core.ts";
import { createFixtureRuntime, goldenStream } from "../../src/testing.ts";

function open() {
  const runtime = createFixtureRuntime({ streams: [goldenStream("artifact-work")], inputs: "play", latencyMs: 0 });
  const chat = runtime.chat(goldenStream("artifact-work").chatId);
  return { runtime, chat, api: createApiClient(runtime), chatId: chat.chatId };
}

function played() {
  const opened = open();
  const { chat } = opened;
  for (const frame of goldenStream("artifact-work").frames.slice(1)) if ("seq" in frame) chat.record(frame);
  return opened;
}

describe("the HTTP side of a chat", () => {
  it("renames, forks and rates", async () => {
    const { api, chat, chatId } = played();
    await api.renameSession(chatId, "Our trip");
    expect((await api.listSessions()).sessions).toMatchObject([{ chat_id: chatId, title: "Our trip" }]);
    expect(await api.forkSession(chatId, 13)).toMatchObject({ chat_id: `${chatId}_fork_13`, workflow_id: "trip" });
    await api.rateMessage(chatId, "m3", "up", "Just right");
    expect(chat.view.rows.find(({ key }) => key === "m3")).toMatchObject({
      feedback: { rating: "up", comment: "Just right" },
    });
    await api.rateMessage(chatId, "m3", null);
    expect(chat.view.rows.find(({ key }) => key === "m3")).not.toHaveProperty("feedback");
  });

  it("reads artifacts, their versions and their preview", async () => {
    const { api, chatId } = played();
    expect(await api.readArtifact(chatId, "plan")).toMatchObject({
      version: 4,
      state: { steps: [{ done: true }, {}] },
    });
    expect((await api.listArtifactVersions(chatId, "plan")).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(await api.readState(chatId, "/api/artifacts/plan?version=4")).toMatchObject({ steps: [{}, {}] });
    const preview = await api.previewArtifact(chatId, "site");
    expect(preview).toMatchObject({
      url: expect.stringMatching(/^https:\/\/fixture\.test\/api\/artifacts\/site\/preview\//),
    });
  });

  it("uploads a file that a message can be sent with", async () => {
    const { api, chatId } = open();
    const upload = await api.uploadFile(chatId, new Blob(["hello"], { type: "text/plain" }), { name: "hello.txt" });
    expect(upload).toEqual({ upload_id: "upload_1", name: "hello.txt", media_type: "text/plain", size: 5 });
  });

  it("stops an upload when it is told to", async () => {
    const { api, chatId, runtime } = open();
    const stop = new AbortController();
    const upload = api.uploadFile(chatId, new Blob(["hello"]), { signal: stop.signal });
    stop.abort();
    await expect(upload).rejects.toMatchObject({ name: "AbortError" });
    expect(runtime.uploads).toEqual([]);
  });

  it("asks for a new token once when the old one is refused", async () => {
    const { api, chatId, runtime } = open();
    await api.renameSession(chatId, "One");
    runtime.expireTokens();
    await api.renameSession(chatId, "Two");
    expect(runtime.chat(chatId).title).toBe("Two");
  });

  it("throws the server's problem, and one of its own when no server answers", async () => {
    const { api, chatId, runtime } = open();
    await expect(api.readArtifact(chatId, "none")).rejects.toMatchObject({
      status: 404,
      problem: { code: "artifact.not-found" },
    });
    await expect(api.readState(chatId, "https://elsewhere.test/")).rejects.toBeInstanceOf(ChatRequestError);
    runtime.isAway = true;
    await expect(api.listSessions()).rejects.toMatchObject({ status: 0, problem: { code: "server.unreachable" } });
  });
});
