import type { FixtureChat } from "./fixture-chat.ts";

/** What the fixture's HTTP side answers with: a status and a body. */
export type FixtureAnswer = readonly [status: number, body: unknown];

/** A request that was let in. */
export interface FixtureRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
  /** The chat of the token. */
  readonly chatId: string;
}

/** What the routes work on. */
export interface FixtureRecords {
  readonly chats: ReadonlyMap<string, FixtureChat>;
  readonly uploads: {
    readonly upload_id: string;
    readonly name: string;
    readonly media_type: string;
    readonly size: number;
  }[];
  chat(chatId: string): FixtureChat;
  ticket(chatId: string): string;
  nowMs(): number;
}

/** The runtime's routes that a chat calls, with the answers of the protocol. */
export function answerRequest(records: FixtureRecords, request: FixtureRequest): FixtureAnswer {
  const [, api, kind, id = "", rest, ...more] = request.url.pathname.split("/").map(decodeURIComponent);
  if (api !== "api") return notFound("route.not-found", "No such route");
  const route = `${request.method} ${kind}${id === "" ? "" : "/*"}${rest === undefined ? "" : `/${rest}`}`;
  if (kind === "artifacts") return answerArtifact(records, request, route, id);
  switch (route) {
    case "GET workflows": {
      const cards = [...records.chats.values()].map(({ view }) => view.workflow);
      return [200, { workflows: cards.map((card) => ({ ...card, startup_mode: "UserDriven", entry_point: true })) }];
    }
    case "GET sessions":
      return [200, { sessions: [...records.chats.values()].map(toRow).toReversed() }];
    case "POST sessions/*/ticket":
      return id === request.chatId ? [200, { ticket: records.ticket(id), expires_in: 30 }] : noSession();
    case "POST uploads":
      return upload(records, request.body);
    default:
      break;
  }
  const chat = records.chats.get(id);
  if (kind !== "sessions" || !chat || more.length > 0) return noSession();
  switch (route) {
    case "PATCH sessions/*":
      chat.title = String(memberOf(request.body, "title"));
      return [200, toRow(chat)];
    case "POST sessions/*/feedback":
      return rate(chat, request.body as { message_id: string; rating: string | null });
    case "POST sessions/*/fork": {
      const fork = records.chat(`${id}_fork_${String(memberOf(request.body, "at_seq"))}`);
      return [201, { chat_id: fork.chatId, workflow_id: fork.view.workflow?.workflow_id, ws_url: "" }];
    }
    case "GET sessions/*/events": {
      const after = Number(request.url.searchParams.get("after_seq") ?? 0);
      return [200, { events: chat.log.slice(after), head_seq: chat.log.length, has_more: false }];
    }
    default:
      return notFound("route.not-found", "No such route");
  }
}

function answerArtifact(records: FixtureRecords, request: FixtureRequest, route: string, id: string): FixtureAnswer {
  const chat = records.chat(request.url.searchParams.get("chat_id") ?? request.chatId);
  const card = chat.view.artifacts[id];
  if (!card) return notFound("artifact.not-found", "No such artifact");
  const { state_ref, state = { fetched_from: state_ref ?? "" }, ...facts } = card;
  switch (route) {
    case "GET artifacts/*":
      return [200, { ...facts, chat_id: chat.chatId, state }];
    case "GET artifacts/*/versions": {
      const versions = chat.log.flatMap((event) =>
        (event.type === "artifact_created" || event.type === "artifact_updated") && event.artifact_id === id
          ? [{ version: event.version, seq: event.seq, timestamp: event.timestamp }]
          : [],
      );
      return [200, { artifact_id: id, versions }];
    }
    case "POST artifacts/*/preview": {
      const url = `/api/artifacts/${id}/preview/fixture/`;
      const expires_at = new Date(records.nowMs() + 600_000).toISOString();
      return [201, { url, version: card.version, expires_at }];
    }
    default:
      return notFound("route.not-found", "No such route");
  }
}

function upload({ uploads }: FixtureRecords, form: unknown): FixtureAnswer {
  const file = form instanceof FormData ? form.get("file") : undefined;
  if (!(file instanceof File)) return [400, { code: "request.invalid", title: "The form has no file" }];
  const { name, type, size } = file;
  const kept = { upload_id: `upload_${uploads.length + 1}`, name, media_type: type, size };
  uploads.push(kept);
  return [201, kept];
}

function rate(chat: FixtureChat, said: { message_id: string; rating: string | null }): FixtureAnswer {
  const isThere = chat.view.rows.some((row) => row.kind === "message" && row.key === said.message_id);
  if (!isThere) return notFound("message.not-found", "No such message");
  return [202, { event_seq: chat.record({ type: "feedback", ...said, by: "fixture-user" }) }];
}

function toRow({ view, log, title, chatId }: FixtureChat): object {
  return {
    chat_id: chatId,
    workflow_id: view.workflow?.workflow_id ?? "",
    title,
    status: view.status,
    created_at: log[0]?.timestamp ?? "",
    updated_at: log.at(-1)?.timestamp ?? "",
    preview: view.rows.findLast((row) => row.kind === "message")?.content ?? "",
  };
}

function memberOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}

function notFound(code: string, title: string): FixtureAnswer {
  return [404, { code, title }];
}

function noSession(): FixtureAnswer {
  return notFound("session.not-found", "Session not found");
}
