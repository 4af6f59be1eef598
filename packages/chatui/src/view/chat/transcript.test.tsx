import type { SessionView } from "@mozaiks/contracts/fold";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { prerenderToNodeStream } from "react-dom/static";
import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { createSessionPool } from "../../client/session-pool.ts";
import { noAnnotations } from "../../core/annotations.ts";
import { createApiClient } from "../../core/api-client.ts";
import { createChatSession, type ChatState } from "../../core/chat-session.ts";
import { createMemoryStorage } from "../../core/key-value-storage.ts";
import { ServicesContext } from "../services.ts";
import { ChatContext } from "./chat-context.ts";
import { ChatDeskArea } from "./chat-desk.tsx";
import { LiveEnd } from "./live-end.tsx";
import { growItems, noItems } from "./transcript-items.ts";

const fixtures = join(import.meta.dirname, "../../../../contracts/fixtures");
const goldenViews = readdirSync(fixtures).filter((name) => name.endsWith(".view.json"));

/** With everything that is loaded later. */
async function render(view: SessionView): Promise<string> {
  const services = { baseUrl: "", auth: { getToken: () => "" }, storage: createMemoryStorage() };
  const api = createApiClient(services);
  const session = createChatSession({ ...services, chatId: view.chat_id, api });
  const store = createStore<ChatState>(() => ({
    view,
    annotations: noAnnotations,
    artifacts: view.artifacts,
    connection: { phase: "online" },
    outbox: [],
    unread: 0,
    problem: undefined,
  }));
  const { prelude } = await prerenderToNodeStream(
    <ServicesContext value={{ ...services, api, sessions: createSessionPool({ create: () => session }) }}>
      <ChatContext value={{ ...session, store }}>
        <ChatDeskArea>
          <LiveEnd made={growItems(noItems, view, [])} from={0} total={1} />
        </ChatDeskArea>
      </ChatContext>
    </ServicesContext>,
  );
  return text(prelude);
}

describe("the transcript of the golden stream", () => {
  it.each(goldenViews)("%s shows every row and what is being streamed", async (name) => {
    const view = JSON.parse(readFileSync(join(fixtures, name), "utf8")) as SessionView;
    const html = await render(view);
    const words = view.rows.flatMap((row) => {
      if (row.kind === "message" && row.content !== "") return [row.content.split(/\W+/)[0] ?? ""];
      return row.kind === "end" && row.error ? [row.error.title] : [];
    });
    for (const word of [...words, view.partial?.text.split(/\W+/)[0] ?? ""]) expect(html).toContain(word);
    expect(html.match(/class="mz-(?:turn|user|card|line|divider|notice)/g)?.length ?? 0).toBeGreaterThanOrEqual(
      view.rows.filter((row) => row.kind !== "tool").length,
    );
  });
});
