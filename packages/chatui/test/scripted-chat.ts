import {
  applyEvent,
  emptyView,
  toSessionState,
  type EventOf,
  type Frame,
  type FrameOf,
  type PartialMessage,
  type SessionEvent,
  type SessionEventType,
  type SessionView,
  type TransientFrame,
  type WorkflowCard,
} from "@mozaiks/contracts/fold";
import type { WebSocket } from "ws";

type Envelope = "type" | "seq" | "event_id" | "chat_id" | "timestamp" | "run_id";
type Payload<E> = Omit<E, Envelope>;

/** A chat whose server side is written by the test: a real log, real frames, no engine. */
export class ScriptedChat {
  readonly log: SessionEvent[] = [];
  /** Everything clients sent, in order, without pings. */
  readonly received: Record<string, unknown>[] = [];
  readonly chatId: string;
  readonly workflow: WorkflowCard;
  readonly sockets = new Set<WebSocket>();
  /** Logged frames that are "lost on the way" from now on. */
  losing = 0;
  /** Whether clients are told that their messages arrived. */
  acknowledges = true;
  title = "";
  partial: PartialMessage | undefined;
  #runs = 0;

  constructor(chatId: string, workflow: WorkflowCard) {
    this.chatId = chatId;
    this.workflow = workflow;
    this.append("session_created", {
      workflow_id: workflow.workflow_id,
      workflow_version: workflow.version,
      startup_mode: "UserDriven",
    });
  }

  get view(): SessionView {
    return this.log.reduce(applyEvent, emptyView(this.chatId));
  }

  /** Logs an event and shows it to every socket. */
  append<T extends SessionEventType>(type: T, payload: Payload<EventOf<T>>): EventOf<T> {
    if (type === "run_started") this.#runs += 1;
    const seq = this.log.length + 1;
    const event = {
      type,
      ...this.#envelope(),
      seq,
      event_id: `evt-${this.chatId}-${seq}`,
      ...(this.#runs > 0 && { run_id: `run-${this.#runs}` }),
      ...payload,
    } as unknown as EventOf<T>;
    this.log.push(event);
    if (this.losing > 0) this.losing -= 1;
    else this.broadcast(event);
    return event;
  }

  /** Shows a frame that is not logged. */
  show<T extends TransientFrame["type"]>(type: T, payload: Payload<FrameOf<T>>): void {
    this.broadcast({ type, ...this.#envelope(), ...payload } as unknown as Frame);
  }

  delta(messageId: string, agent: string, text: string, offset = this.partial?.text.length ?? 0): void {
    const before = this.partial?.message_id === messageId ? this.partial.text.slice(0, offset) : "";
    this.partial = { message_id: messageId, agent, epoch: 1, text: before + text };
    this.show("agent_message_delta", { message_id: messageId, agent, epoch: 1, offset, text });
  }

  say(messageId: string, agent: string, content: string, more: Partial<EventOf<"agent_message">> = {}): void {
    this.partial = undefined;
    this.append("agent_message", {
      message_id: messageId,
      agent,
      epoch: 1,
      content,
      finish_reason: "stop",
      visible: true,
      ...more,
    });
  }

  broadcast(frame: Frame): void {
    for (const socket of this.sockets) socket.send(JSON.stringify(frame));
  }

  /** What the server does first on every connection. */
  welcome(socket: WebSocket, point: { afterSeq?: number | undefined; tail?: number | undefined }): void {
    const head = this.log.length;
    const from = point.afterSeq ?? (point.tail === undefined ? 0 : Math.max(0, head - point.tail));
    const timestamp = new Date().toISOString();
    const state = toSessionState(this.view, {
      workflow: this.workflow,
      timestamp,
      from_seq: from,
      partial: this.partial,
    });
    const end: Frame = { type: "replay_complete", ...this.#envelope(), through_seq: head };
    for (const frame of [state, ...this.log.slice(from), end]) socket.send(JSON.stringify(frame));
    this.sockets.add(socket);
  }

  /** Acknowledges a client's message; true when it is new and something has to happen. */
  accept(socket: WebSocket, message: Record<string, unknown>): boolean {
    this.received.push(message);
    const clientId = typeof message["client_id"] === "string" ? message["client_id"] : undefined;
    const known = clientId === undefined ? undefined : this.log.find((event) => event.client_id === clientId);
    if (known && clientId !== undefined) this.#acknowledge(socket, clientId, known.seq);
    return !known;
  }

  /** Logs what a client said and acknowledges it. */
  record<T extends "user_message" | "ui_tool_response" | "approval_response">(
    socket: WebSocket,
    type: T,
    payload: Payload<EventOf<T>>,
  ): void {
    const { seq, client_id } = this.append(type, payload) as SessionEvent;
    if (client_id !== undefined) this.#acknowledge(socket, client_id, seq);
  }

  #acknowledge(socket: WebSocket, clientId: string, seq: number): void {
    if (!this.acknowledges) return;
    socket.send(JSON.stringify({ type: "ack", ...this.#envelope(), client_id: clientId, event_seq: seq }));
  }

  #envelope(): { chat_id: string; timestamp: string } {
    return { chat_id: this.chatId, timestamp: new Date().toISOString() };
  }
}
