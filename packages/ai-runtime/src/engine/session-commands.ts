import { type ClientMessageOf, isMozaiksError, type JsonObject, MozaiksError } from "@mozaiks/contracts";
import type { Catalog } from "../definitions/catalog.ts";
import type { Definition } from "../definitions/definition.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import type { Clock, Ids } from "../ports/clock.ts";
import type { EventStore, SessionRecord, StoredEvent } from "../ports/event-store.ts";
import type { LiveBus } from "../ports/live-bus.ts";
import type { Tenant } from "../ports/tenant.ts";
import type { WorkQueue } from "../ports/work-queue.ts";
import { type ActionScope, actOnArtifact } from "./act-on-artifact.ts";
import { createArtifactStates } from "./artifact-states.ts";
import { admit, startup, type Submission } from "./core/admit.ts";
import type { Draft } from "./core/draft.ts";
import { initialState, type SessionState } from "./core/state.ts";
import { forkSession } from "./fork-session.ts";
import type { SchemaValidator } from "./json-schema-validator.ts";
import { launchedChatOf } from "./message-id.ts";
import { checkVariables, openingEvents } from "./open-session.ts";
import { rateMessage } from "./rate-message.ts";
import { isConflict, type SessionLog } from "./session-log.ts";
import type { OpenSession, Sessions } from "./sessions.ts";
import { stamp } from "./stamp.ts";
import { referAttachments } from "./uploads.ts";

export interface SessionPorts {
  readonly store: EventStore;
  readonly blobs: BlobStore;
  readonly bus: LiveBus;
  readonly queue: WorkQueue;
  readonly log: SessionLog;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly validator: SchemaValidator;
  /** What of the environment definitions may read (`CONTEXT_ENV_ALLOWLIST`). */
  readonly environment: Readonly<Record<string, string>>;
  /** False: page context is dropped (`CONTEXT_AWARE`). */
  readonly pageContext: boolean;
}

/** What a message records, or the seq that it was recorded with before. */
type Drafted = readonly Draft[] | number;

export function createSessions(ports: SessionPorts): Sessions {
  const { store, blobs, bus, queue, log, catalog, clock, ids, validator } = ports;

  /** Records what `draft` makes of the session as it is; again when the log grew meanwhile. */
  async function record(
    tenant: Tenant,
    chatId: string,
    draft: (state: SessionState, definition: Definition) => Drafted | Promise<Drafted>,
    clientId?: string,
  ): Promise<StoredEvent | { readonly seq: number } | undefined> {
    for (;;) {
      const { head, state } = await log.load(tenant, chatId);
      if (state.seq === 0) throw new MozaiksError("session.not-found");
      const definition = await catalog.version(state.workflow_id, state.workflow_version);
      const drafts = await draft(state, definition);
      if (typeof drafts === "number") return { seq: drafts };
      if (drafts.length === 0) return undefined;
      const named = drafts.map((each, index) =>
        clientId && index === drafts.length - 1 ? { ...each, client_id: clientId } : each,
      );
      const next = stamp({ clock, ids, definition, chatId }, state, named);
      try {
        const appended = await log.append(tenant, chatId, head, next, { runnable: true });
        await queue.enqueue(tenant, chatId);
        return appended.events.at(-1);
      } catch (thrown) {
        if (!isConflict(thrown)) throw thrown;
      }
    }
  }

  async function find(tenant: Tenant, chatId: string, request: OpenSession): Promise<SessionRecord | undefined> {
    const session = await store.session(tenant, chatId);
    if (!session) {
      if (await store.isErased(tenant, chatId)) throw new MozaiksError("session.not-found");
      return undefined;
    }
    if (session.user_id !== request.user_id) throw new MozaiksError("session.not-found");
    if (session.workflow_id.toLowerCase() !== request.workflow_id.toLowerCase()) {
      throw new MozaiksError("session.workflow-mismatch", `this session is of workflow ${session.workflow_id}`);
    }
    return session;
  }

  /** Writes a new session's first events; false when somebody else has just created it. */
  async function create(
    tenant: Tenant,
    chatId: string,
    request: OpenSession,
    more: readonly Draft[],
  ): Promise<boolean> {
    const definition = request.nested
      ? await catalog.version(request.workflow_id, request.nested.version)
      : catalog.find(request.workflow_id);
    if (!definition) throw new MozaiksError("workflow.not-found", `no workflow ${request.workflow_id} is loaded`);
    if (request.variables) checkVariables(definition, request.variables, validator);
    const { head, head_seq } = await store.read(tenant, chatId, { limit: 1 });
    if (head_seq > 0) return false;
    const { environment, pageContext } = ports;
    const opening = openingEvents(definition, request, {
      app_id: tenant.app_id,
      chat_id: chatId,
      environment,
      pageContext,
      messageId: ids.next("msg"),
    });
    const next = stamp({ clock, ids, definition, chatId }, initialState, [...opening, ...more]);
    const grant: JsonObject = { ...(request.max_tokens !== undefined && { max_tokens: request.max_tokens }) };
    try {
      await log.append(tenant, chatId, head, next, {
        create: {
          user_id: request.user_id,
          workflow_id: definition.workflow_id,
          workflow_version: definition.version,
          title: "",
          grant,
        },
        runnable: more.length > 0,
      });
      return true;
    } catch (thrown) {
      if (!isConflict(thrown)) throw thrown;
      return false;
    }
  }

  async function get(tenant: Tenant, chatId: string): Promise<SessionRecord> {
    const session = await store.session(tenant, chatId);
    if (!session) throw new MozaiksError("session.not-found");
    return session;
  }

  async function start(tenant: Tenant, chatId: string): Promise<void> {
    const origin = await log.origin(tenant, chatId);
    if (!origin) throw new MozaiksError("session.not-found");
    const { manifest } = await catalog.version(origin.workflow_id, origin.workflow_version);
    if (manifest.startup_mode !== "AgentDriven") return;
    await record(tenant, chatId, (state, definition) => startup(definition, state, ids.next("msg")));
  }

  async function open(tenant: Tenant, request: OpenSession): Promise<{ session: SessionRecord; created: boolean }> {
    const chatId = request.chat_id ?? ids.next("chat");
    const known = await find(tenant, chatId, request);
    if (known) return { session: known, created: false };
    const created = await create(tenant, chatId, request, []);
    return { session: created ? await get(tenant, chatId) : await found(tenant, chatId, request), created };
  }

  return {
    start,
    open,

    async execute(tenant, request, input) {
      const chatId = request.chat_id ?? ids.next("chat");
      if (await find(tenant, chatId, request)) throw new MozaiksError("session.exists");
      const message: Draft[] =
        typeof input === "string" ? [{ type: "user_message", message_id: ids.next("msg"), content: input }] : [];
      const variables = typeof input === "object" ? { ...request.variables, ...input } : request.variables;
      const opened = { ...request, ...(variables && { variables }) };
      const created = await create(tenant, chatId, opened, [
        ...message,
        { type: "run_started", cause: request.parent ? "parent" : "trigger" },
      ]);
      if (!created) throw new MozaiksError("session.exists");
      await queue.enqueue(tenant, chatId);
      return get(tenant, chatId);
    },

    async submit(tenant, chatId, message, by) {
      const known = await log.load(tenant, chatId);
      if (message.type === "user_message" && known.state.startup_mode === "AgentDriven") await start(tenant, chatId);
      const event = await record(
        tenant,
        chatId,
        async (state, definition) =>
          message.type === "artifact_action"
            ? draftAction(tenant, chatId, { state, definition }, message, by)
            : draftOf(definition, state, await withAttachments(tenant, chatId, message), by),
        message.client_id,
      );
      return event ? { event_seq: event.seq } : {};
    },

    async rate(tenant, chatId, feedback, by) {
      const event = await record(tenant, chatId, () => rateMessage(store, { tenant, chatId }, feedback, by));
      return event ? { event_seq: event.seq } : {};
    },

    async reportChild(tenant, chatId, report, key) {
      try {
        await record(tenant, chatId, (state) => state.client_ids[key] ?? [{ type: "child_completed", ...report }], key);
      } catch (thrown) {
        if (!isMozaiksError(thrown) || thrown.code !== "session.not-found") throw thrown;
      }
    },

    fork: (tenant, chatId, atSeq) => forkSession(ports, tenant, chatId, atSeq),

    async erase(tenant, chatId) {
      await record(tenant, chatId, (state, definition) => draftOf(definition, state, { type: "cancel" }, "erase"));
      await blobs.erase(tenant, chatId);
      await store.erase(tenant, chatId);
      log.forget(tenant, chatId);
      bus.publish(tenant, chatId, { kind: "erased" });
    },
  };

  async function found(tenant: Tenant, chatId: string, request: OpenSession): Promise<SessionRecord> {
    const session = await find(tenant, chatId, request);
    if (!session) throw new MozaiksError("session.not-found");
    return session;
  }

  /** A message that was recorded already answers with its seq. */
  function draftOf(
    definition: Definition,
    state: SessionState,
    message: Exclude<Submission, { type: "artifact_action" }>,
    by: string,
  ): Drafted {
    const recorded = message.client_id === undefined ? undefined : state.client_ids[message.client_id];
    if (recorded !== undefined) return recorded;
    const drafts = admit(definition, state, message, { message: ids.next("msg"), by, pageContext: ports.pageContext });
    if (message.type === "ui_tool_response") checkResponse(definition, state, message);
    return drafts;
  }

  /** The message with what its attachments are. */
  async function withAttachments<M extends Submission>(tenant: Tenant, chatId: string, message: M): Promise<M> {
    if (message.type !== "user_message" || !message.attachments?.length) return message;
    return { ...message, attachments: await referAttachments(blobs, tenant, chatId, message.attachments) };
  }

  async function draftAction(
    tenant: Tenant,
    chatId: string,
    { state, definition }: { state: SessionState; definition: Definition },
    message: ClientMessageOf<"artifact_action">,
    by: string,
  ): Promise<Drafted> {
    const { client_id } = message;
    const recorded = client_id === undefined ? undefined : state.client_ids[client_id];
    if (recorded !== undefined) return recorded;
    const launch: ActionScope["launch"] = async (workflow_id, context) => {
      const { user_id, grant } = await get(tenant, chatId);
      const { claims } = state.context;
      const limit = grant?.["max_tokens"];
      const { session } = await open(tenant, {
        user_id,
        workflow_id,
        context,
        ...(client_id !== undefined && { chat_id: launchedChatOf(tenant.app_id, chatId, client_id) }),
        ...(typeof claims === "object" && claims !== null && !Array.isArray(claims) && { claims }),
        ...(typeof limit === "number" && { max_tokens: limit }),
      });
      return session;
    };
    const states = createArtifactStates(blobs, tenant, chatId);
    return actOnArtifact({ definition, state, validator, states, by, callId: ids.next("call"), launch }, message);
  }

  function checkResponse(
    definition: Definition,
    state: SessionState,
    message: Submission & { type: "ui_tool_response" },
  ): void {
    const call = state.turn?.calls.find((open) => open.call_id === message.call_id);
    const schema = definition.tools.get(call?.name ?? "")?.ui?.response_schema;
    const wrong = schema ? validator.problems(schema, message.response) : [];
    if (wrong.length > 0) throw new MozaiksError("response.invalid", wrong.join("; "));
  }
}
