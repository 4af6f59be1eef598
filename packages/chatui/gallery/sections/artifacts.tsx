import { useContext, useMemo, useState, type ReactNode } from "react";
import type { ApiClient } from "../../src/core/api-client.ts";
import { ChatRequestError } from "../../src/core/chat-problem.ts";
import { allArtifacts, type ArtifactView } from "../../src/artifacts/artifact-view.ts";
import { sheet } from "../../src/styles/generated/artifacts.ts";
import { BesidePanel } from "../../src/view/artifacts/beside-panel.tsx";
import { ReadingPositionsContext, useReadingPositions } from "../../src/view/artifacts/reading-position.ts";
import { ServicesContext } from "../../src/view/services.ts";
import { useSheet } from "../../src/view/style-root.ts";
import { cards, plansBefore } from "../data/artifacts.ts";
import type { GalleryState } from "../gallery-state.ts";
import { handMadeSession } from "../stage/hand-made-session.ts";

const made = handMadeSession({ view: { artifacts: cards } });
const nothing = handMadeSession();
const notYet = handMadeSession({ view: null });

const away = new ChatRequestError(0, { code: "server.unreachable", title: "The server cannot be reached" });

const kept: Partial<ApiClient> = {
  listArtifactVersions: async (_chatId, id) =>
    Array.from({ length: cards[id]?.version ?? 1 }, (_, index) => ({
      version: index + 1,
      seq: index + 4,
      timestamp: new Date(Date.UTC(2026, 4, 1, 9, index)).toISOString(),
      ...(index === 1 && { by: "ann" }),
    })),
  async readArtifact(chatId, id, version = 1) {
    const card = cards[id];
    if (!card) throw away;
    const { state_ref: _elsewhere, ...rest } = card;
    return { ...rest, chat_id: chatId, version, state: plansBefore[version - 1] ?? null };
  },
};
const lost: Partial<ApiClient> = { ...kept, readArtifact: () => Promise.reject(away) };
const slow: Partial<ApiClient> = { ...kept, readArtifact: () => new Promise(() => undefined) };

/** What agents made, beside the chat. */
export const artifacts: readonly GalleryState[] = [
  state("all of a chat", { artifact: allArtifacts }),
  { ...state("nothing yet", { artifact: allArtifacts }), session: nothing },
  { ...state("while the chat is loaded", { artifact: allArtifacts }), session: notYet },
  state("a document", { artifact: "plan" }),
  state("an older version", { artifact: "plan", version: 2 }),
  state("an older version that is loaded", { artifact: "plan", version: 2 }, slow),
  state("an older version without a server", { artifact: "plan", version: 2 }, lost),
  state("what changed", { artifact: "plan", tab: "changes", since: 2 }),
  state("a table", { artifact: "costs" }),
  state("values", { artifact: "facts" }),
  state("code", { artifact: "script" }),
  state("files", { artifact: "site", file: "styles/main.css" }),
  state("a component", { artifact: "list" }),
  state("one that is gone", { artifact: "erased" }),
];

function state(name: string, view: ArtifactView, api: Partial<ApiClient> = kept): GalleryState {
  return { name, session: made, isTall: true, show: () => <Panel first={view} api={api} /> };
}

function Panel({ first, api }: { first: ArtifactView; api: Partial<ApiClient> }): ReactNode {
  useSheet(sheet);
  const [view, setView] = useState(first);
  const services = useContext(ServicesContext);
  const replaced = useMemo(() => services && { ...services, api: { ...services.api, ...api } }, [services, api]);
  return (
    <ServicesContext value={replaced}>
      <ReadingPositionsContext value={useReadingPositions()}>
        <BesidePanel view={view} onView={setView} layout="split" onLayout={() => undefined} onClose={() => undefined} />
      </ReadingPositionsContext>
    </ServicesContext>
  );
}
