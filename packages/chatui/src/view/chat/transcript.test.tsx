import type { SessionView } from "@mozaiks/contracts/fold";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { createSessionPool } from "../../client/session-pool.ts";
import { noAnnotations } from "../../core/annotations.ts";
import { createApiClient } from "../../core/api-client.ts";
import { createChatSession, type ChatState } from "../../core/chat-session.ts";
import { createMemoryStorage } from "../../core/key-value-storage.ts";
import { ServicesContext } from "../services.ts";
import { ChatContext } from "./chat-context.ts";
import { LiveEnd } from "./live-end.tsx";
import { growItems, noItems } from "./transcript-items.ts";

const fixtures = join(import.meta.dirname, "../../../../contracts/fixtures");
const goldenViews = readdirSync(fixtures).filter((name) => name.endsWith(".view.json"));

function render(view: SessionView): string {
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
  return renderToStaticMarkup(
    <ServicesContext value={{ ...services, api, sessions: createSessionPool({ create: () => session }) }}>
      <ChatContext value={{ ...session, store }}>
        <LiveEnd made={growItems(noItems, view, [])} from={0} total={1} />
      </ChatContext>
    </ServicesContext>,
  );
}

describe("the transcript of the golden stream", () => {
  it.each(goldenViews)("%s shows every row and what is being streamed", (name) => {
    const view = JSON.parse(readFileSync(join(fixtures, name), "utf8")) as SessionView;
    const html = render(view);
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
