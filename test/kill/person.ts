import { isRunEnd, type ClientMessage, type Frame, type SessionEvent } from "@mozaiks/contracts";
import { emptyView, hasGap, missesText, type SessionView } from "@mozaiks/contracts/fold";
import { connectSocket, type SocketClient } from "@mozaiks/testkit";
import { contentOf, type Task } from "./task.ts";
import { createWitness, type Witness } from "./witness.ts";
import { launchToken } from "./workshop-process.ts";

/** What a person sees or does that a server may be killed at. */
export type Sight =
  | "sent"
  | "recorded"
  | "ack"
  | "token"
  | "call"
  | "result"
  | "question"
  | "pause"
  | "recovery"
  | "stop";

type Sent = ClientMessage & { readonly client_id: string };

/** One person in one chat, who goes on with the next task whenever it is their turn, over any number of connections. */
export class Person {
  readonly chatId: string;
  readonly witness: Witness = createWitness();
  /** The fold of everything this client was sent. */
  view: SessionView;
  readonly #tasks: readonly Task[];
  readonly #onSight: (sight: Sight) => void;
  readonly #outbox = new Map<string, Sent>();
  readonly #answered = new Set<string>();
  #client: SocketClient | undefined;
  #isReady = false;
  #isFinishing = false;
  #taskNumber = 0;
  #messageNumber = 0;
  /** Frames since the last task was given. */
  #frames = 0;
  #hasActed = false;
  #lastEnd = 0;
  #lastSaid = 0;

  constructor(chatId: string, tasks: readonly Task[], onSight: (sight: Sight) => void) {
    this.chatId = chatId;
    this.view = emptyView(chatId);
    this.#tasks = tasks;
    this.#onSight = onSight;
  }

  /** Joins where the last connection ended and sends again what was not acknowledged. */
  async connect(url: string): Promise<void> {
    const query = `token=${launchToken(this.chatId)}&after_seq=${this.view.rows_seq}`;
    const client = await connectSocket(`${url.replace("http", "ws")}/ws/chat?${query}`, { view: this.view });
    this.#client = client;
    this.#isReady = false;
    for (const frame of client.frames) this.#receive(client, frame);
    client.socket.on("message", () => {
      const frame = client.frames.at(-1);
      if (frame) this.#receive(client, frame);
    });
    client.socket.on("close", () => {
      if (this.#client === client) this.#isReady = false;
    });
  }

  /** Gives no further task, but answers what is asked. */
  finish(): void {
    this.#isFinishing = true;
    this.#act();
  }

  get isDone(): boolean {
    return this.#isReady && this.#isTheirTurn && this.#outbox.size === 0;
  }

  /** What the server closed the connection with. */
  get closed(): SocketClient["closed"] | undefined {
    return this.#client?.closed;
  }

  /** Hears nothing more of this connection, not even what is on its way already. */
  cut(): void {
    const client = this.#client;
    this.#client = undefined;
    this.#isReady = false;
    client?.socket.terminate();
  }

  #receive(client: SocketClient, frame: Frame): void {
    if (this.#client !== client) return;
    const before = this.view;
    if (hasGap(before, frame)) this.witness.accuse(`${frame.type} came with a gap after seq ${before.rows_seq}`);
    if (this.#isReady && missesText(before, frame)) this.witness.accuse("a delta came with a gap before it");
    this.view = client.view ?? before;
    this.#frames += 1;
    if ("seq" in frame) this.#readEvent(before, frame);
    else if (frame.type === "agent_message_delta") this.#onSight("token");
    else if (frame.type === "ack") {
      const sent = this.#outbox.get(frame.client_id);
      if (sent?.type === "user_message") this.#lastSaid = frame.event_seq ?? 0;
      this.#outbox.delete(frame.client_id);
      this.witness.acked(frame.client_id, frame.event_seq);
      this.#onSight("ack");
    } else if (frame.type === "error") {
      this.witness.refused(frame.client_id ?? "", frame.code);
      if (frame.client_id === undefined || !this.#isFair(frame.client_id, frame.code))
        this.witness.accuse(`${this.#outbox.get(frame.client_id ?? "")?.type} was refused with ${frame.code}`);
      if (this.#outbox.get(frame.client_id ?? "")?.type === "retry") this.#lastSaid = 0;
      this.#outbox.delete(frame.client_id ?? "");
    } else if (frame.type === "replay_complete") {
      this.#isReady = true;
      for (const message of this.#outbox.values()) client.send(message);
    }
    this.#act();
  }

  #readEvent(before: SessionView, event: SessionEvent): void {
    const { partial } = before;
    if (event.type === "agent_message" && partial?.message_id === event.message_id && partial.epoch === event.epoch)
      if (!event.content?.startsWith(partial.text)) this.witness.accuse(`seq ${event.seq} is not what was streamed`);
    this.witness.saw(event);
    if (isRunEnd(event)) this.#lastEnd = event.seq;
    const isTheirs = this.#outbox.has(event.client_id ?? "");
    const sight = isTheirs ? "recorded" : sights[event.type];
    if (sight) this.#onSight(sight);
  }

  /** Only what another of this person's messages made impossible may be refused. */
  #isFair(clientId: string, code: string): boolean {
    const type = this.#outbox.get(clientId)?.type;
    return (
      (type === "ui_tool_response" && code === "request.not-open") ||
      (type === "retry" && code === "session.nothing-to-retry")
    );
  }

  /** It is their turn when the run that began with their last message has ended. */
  get #isTheirTurn(): boolean {
    const { status, waiting_for } = this.view;
    const isWaiting = status !== "running" && waiting_for !== "ui_tool";
    return isWaiting && (this.#lastSaid === 0 || this.#lastEnd > this.#lastSaid);
  }

  get #task(): Task | undefined {
    return this.#tasks[(this.#taskNumber - 1) % this.#tasks.length];
  }

  #act(): void {
    if (!this.#isReady) return;
    for (const request of Object.values(this.view.open_requests)) {
      if (request.type !== "ui_tool_request" || this.#answered.has(request.call_id)) continue;
      this.#answered.add(request.call_id);
      if (this.#task?.dismisses && !this.#isFinishing) this.#giveTask();
      else if (!request.payload["hurried"])
        this.#send({
          type: "ui_tool_response",
          call_id: request.call_id,
          response: { choice: `of ${request.call_id}` },
        });
    }
    if (this.#outbox.size > 0 || this.#isFinishing) return;
    if (this.#isTheirTurn) {
      if (this.view.status === "failed" && this.#task?.retries && this.#lastEnd > 0) this.#retry();
      else this.#giveTask();
    } else if (this.view.status === "running" && !this.#hasActed && this.#frames > (this.#task?.patience ?? 0)) {
      this.#hasActed = true;
      if (this.#task?.mood === "interrupts") this.#giveTask();
      if (this.#task?.mood === "cancels") {
        this.#send({ type: "cancel" });
        this.#onSight("stop");
      }
    }
  }

  #retry(): void {
    this.#lastSaid = this.view.head_seq;
    this.#send({ type: "retry" });
  }

  #giveTask(): void {
    this.#taskNumber += 1;
    this.#frames = 0;
    this.#hasActed = false;
    this.#lastSaid = Number.MAX_SAFE_INTEGER;
    const content = contentOf(this.#taskNumber, this.#task?.script ?? { Clerk: [], Builder: [] });
    this.#send({ type: "user_message", content });
  }

  #send(message: ClientMessage): void {
    this.#messageNumber += 1;
    const sent: Sent = { ...message, client_id: `${this.chatId}-message-${this.#messageNumber}` };
    this.#outbox.set(sent.client_id, sent);
    this.witness.sent(sent);
    this.#client?.send(sent);
    this.#onSight("sent");
  }
}

const sights: Partial<Record<SessionEvent["type"], Sight>> = {
  tool_call: "call",
  tool_result: "result",
  ui_tool_request: "question",
  run_paused: "pause",
  run_recovery: "recovery",
};
