import { join } from "node:path";
import type { ClientMessage, EventOf, Frame, FrameOf, SessionEvent } from "@mozaiks/contracts";
import { isRunEnd } from "@mozaiks/contracts";
import { connectSocket, type SocketClient } from "@mozaiks/testkit";
import { isUnfinished } from "../laws.ts";
import { readLog } from "../read-log.ts";
import { createWitness, type Witness } from "../witness.ts";
import { appId, launchToken, serviceToken } from "../workshop-process.ts";
import { until } from "./until.ts";

type Typed<T extends Frame["type"]> = Extract<Frame, { type: T }>;

const service = serviceToken();

/** One person's chat, over any number of servers. All it is told is remembered and held against the log. */
export class Chat {
  readonly id: string;
  readonly workflow: string;
  readonly witness: Witness = createWitness();
  readonly #url: () => string;
  /** What has been said so far, by type. */
  readonly sentTypes: ClientMessage["type"][] = [];
  #client: SocketClient | undefined;
  #sent = 0;

  constructor(id: string, workflow: string, url: () => string) {
    this.id = id;
    this.workflow = workflow;
    this.#url = url;
  }

  get token(): string {
    return launchToken(this.id, this.workflow);
  }

  /** Joins, or goes on where the last connection ended. */
  async join(): Promise<void> {
    const { view } = this.#client ?? {};
    const query = `token=${this.token}&after_seq=${view?.rows_seq ?? 0}`;
    const client = await connectSocket(`${this.#url().replace("http", "ws")}/ws/chat?${query}`, { view });
    const saw = (frame: Frame | undefined): void => {
      if (frame && "seq" in frame) this.witness.saw(frame);
    };
    client.frames.forEach(saw);
    client.socket.on("message", () => saw(client.frames.at(-1)));
    this.#client = client;
    await client.frame(({ type }) => type === "replay_complete");
  }

  /** Opens the session without a connection. */
  async open(): Promise<void> {
    await this.#post("/api/sessions", JSON.stringify({ workflow_id: this.workflow }), {
      "content-type": "application/json",
    });
  }

  /** Has the workflow run in this chat, under a key; resolves when the run has ended, or at once. */
  execute(key: string, { isAsync }: { isAsync: boolean }): Promise<unknown> {
    const body = { workflow: this.workflow, input: `row:${this.id} go` };
    return this.#post("/api/workflows/execute", JSON.stringify(body), {
      "content-type": "application/json",
      "idempotency-key": key,
      ...(isAsync && { prefer: "respond-async" }),
    });
  }

  /** Resolves to the upload's id when it is acknowledged. */
  async upload(file: Blob): Promise<string> {
    const form = new FormData();
    form.append("file", file, "file");
    return ((await this.#post("/api/uploads", form)) as { upload_id: string }).upload_id;
  }

  async download(uploadId: string): Promise<Uint8Array> {
    const headers = { authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.#url()}/api/uploads/${uploadId}`, { headers });
    if (!response.ok) throw new Error(`${uploadId} answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** Copies the whole session; resolves to the copy's id. */
  async fork(): Promise<string> {
    const body = JSON.stringify({ at_seq: (await this.log()).length });
    const made = await this.#post(`/api/sessions/${this.id}/fork`, body, { "content-type": "application/json" });
    return (made as { chat_id: string }).chat_id;
  }

  /** Sends a message and waits until it is acknowledged. */
  async send(message: ClientMessage): Promise<FrameOf<"ack"> | FrameOf<"error">> {
    this.#sent += 1;
    return this.resend({ ...message, client_id: `${this.id}-${this.#sent}` });
  }

  /** Sends a message under an id of the caller's. */
  async resend(message: ClientMessage & { client_id: string }): Promise<FrameOf<"ack"> | FrameOf<"error">> {
    const { client_id } = message;
    const isAnswer = (frame: Frame): frame is FrameOf<"ack"> | FrameOf<"error"> =>
      (frame.type === "ack" || frame.type === "error") && frame.client_id === client_id;
    let earlier = this.#joined.frames.filter(isAnswer).length;
    this.witness.sent(message);
    this.sentTypes.push(message.type);
    this.#joined.send(message);
    const answer = await this.#joined.frame((frame) => isAnswer(frame) && (earlier -= 1) < 0);
    if (!isAnswer(answer)) throw new Error(`${answer.type} is no answer`);
    if (answer.type === "ack") this.witness.acked(client_id, answer.event_seq);
    else this.witness.refused(client_id, answer.code);
    return answer;
  }

  async say(text: string, agent = "Worker"): Promise<void> {
    await this.send({ type: "user_message", content: `row:${this.id} ${text}`, context: { agent } });
  }

  /** The first frame of this connection that is of a type. */
  async frame<T extends Frame["type"]>(type: T, fits: (frame: Typed<T>) => boolean = () => true): Promise<Typed<T>> {
    return (await this.#joined.frame((frame) => frame.type === type && fits(frame as Typed<T>))) as Typed<T>;
  }

  /** The whole log, as a service token reads it. */
  log(): Promise<readonly SessionEvent[]> {
    return readLog(this.#url(), service, this.id);
  }

  /** The log as the person may read it. */
  shown(): Promise<readonly SessionEvent[]> {
    return readLog(this.#url(), this.token, this.id);
  }

  /** The log as soon as it fits. */
  async until(what: string, fits: (log: readonly SessionEvent[]) => boolean): Promise<readonly SessionEvent[]> {
    return until(`${this.id}: ${what}`, async () => {
      const log = await this.log();
      return fits(log) ? log : undefined;
    });
  }

  /** The log when nothing is left to do but what a person does. */
  rest(): Promise<readonly SessionEvent[]> {
    const isChildren = (event: SessionEvent | undefined): boolean =>
      event?.type === "run_paused" && event.waiting_for === "children";
    return this.until("comes to rest", (log) => {
      const end = log.findLast(isRunEnd);
      return end !== undefined && !isChildren(end) && !isUnfinished(log);
    });
  }

  /** Gives the connection up. */
  leave(): void {
    this.#client?.socket.terminate();
  }

  async #post(path: string, body: string | FormData, more: Record<string, string> = {}): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.token}`, ...more };
    const response = await fetch(`${this.#url()}${path}`, { method: "POST", headers, body });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  get #joined(): SocketClient {
    if (!this.#client) throw new Error(`${this.id} has not joined`);
    return this.#client;
  }
}

/** Where a server keeps what is too big for a chat's log. */
export function blobFolder(folder: string, chatId: string): string {
  return join(folder, "data/blobs", ...[appId, chatId].map((id) => Buffer.from(id).toString("base64url")));
}

/** All events of a type. */
export function eventsOf<T extends SessionEvent["type"]>(log: readonly SessionEvent[], type: T): readonly EventOf<T>[] {
  return log.filter((event): event is EventOf<T> => event.type === type);
}
