import { useContext, useMemo, type ReactNode } from "react";
import type { GalleryState } from "../gallery-state.ts";
import type { ApiClient } from "../../src/core/api-client.ts";
import { ChatRequestError } from "../../src/core/chat-problem.ts";
import { HomeScreen } from "../../src/view/home/home-screen.tsx";
import { SessionList } from "../../src/view/home/session-list.tsx";
import { useSessionList } from "../../src/view/home/use-session-list.ts";
import { ServicesContext } from "../../src/view/services.ts";
import { sessions, summaries } from "../data/workflow.ts";

const away = new ChatRequestError(0, { code: "server.unreachable", title: "The server cannot be reached" });
const forever = (): Promise<never> => new Promise(() => undefined);
const refused = (): Promise<never> => Promise.reject(away);

const full = { listSessions: async () => ({ sessions, next_cursor: "more" }), listWorkflows: async () => summaries };
const none = { listSessions: async () => ({ sessions: [] }), listWorkflows: async () => [] };
const loading = { listSessions: forever, listWorkflows: forever };
const failing = { listSessions: refused, listWorkflows: refused };

/** The start, and the list of earlier chats. */
export const home: readonly GalleryState[] = [
  { name: "the start", show: () => <With api={full} of={Start} /> },
  { name: "the start without workflows", show: () => <With api={none} of={Start} /> },
  { name: "the start while it is loaded", show: () => <With api={loading} of={Start} /> },
  { name: "the start without a server", show: () => <With api={failing} of={Start} /> },
  { name: "the list", show: () => <With api={full} of={List} /> },
  { name: "the empty list", show: () => <With api={none} of={List} /> },
  { name: "the list while it is loaded", show: () => <With api={loading} of={List} /> },
  { name: "the list without a server", show: () => <With api={failing} of={List} /> },
];

function With({ api, of: Shown }: { api: Partial<ApiClient>; of: () => ReactNode }): ReactNode {
  const services = useContext(ServicesContext);
  const replaced = useMemo(() => services && { ...services, api: { ...services.api, ...api } }, [services, api]);
  return (
    <ServicesContext value={replaced}>
      <Shown />
    </ServicesContext>
  );
}

function Start(): ReactNode {
  const list = useSessionList();
  return (
    <HomeScreen
      sessions={list}
      hiddenWorkflow={undefined}
      onStart={async () => Promise.reject(away)}
      onMenu={() => undefined}
    />
  );
}

function List(): ReactNode {
  return (
    <div className="gallery-list">
      <SessionList sessions={useSessionList()} current="s2" />
    </div>
  );
}
