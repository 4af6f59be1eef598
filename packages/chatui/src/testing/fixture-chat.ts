import {
  applyEvent,
  emptyView,
  toSessionState,
  type ClientMessage,
  type Frame,
  type SessionEvent,
  type SessionView,
} from "@mozaiks/contracts/fold";
import { toSoundFrame } from "../core/frame-shape.ts";
import { admitMessage } from "./admit-message.ts";
import { StreamPlayer, type PlayerOptions } from "./stream-player.ts";

export interface FixtureChatOptions extends Pick<PlayerOptions, "stream" | "clock" | "inputs" | "maxGapMs"> {
  readonly chatId: string;
  readonly broadcast: (frame: Frame) => void;
}

/** What the server has of one chat: its log, and a golden stream for an engine. */
export class FixtureChat {
  readonly chatId: string;
  readonly log: SessionEvent[] = [];
  /** Every message that a client sent, repeated ones as well. */
  readonly received: ClientMessage[] = [];
  /** What a client that has everything would see. */
  view: SessionView;
  title: string;
  readonly player: StreamPlayer;
  readonly #options: FixtureChatOptions;
  #hasStarted = false;

  constructor(options: FixtureChatOptions) {
    const { stream, clock, inputs, maxGapMs } = options;
    this.#options = options;
    this.chatId = options.chatId;
    this.title = stream.workflow.title;
    this.view = emptyView(options.chatId);
    const parts = { stream, clock, inputs, maxGapMs };
    this.player = new StreamPlayer({
      ...parts,
      record: (event) => this.record(event),
      show: (frame) => this.#show({ ...frame, chat_id: this.chatId }),
    });
    const [created] = stream.frames;
    if (created && "seq" in created) this.player.take(created, this.record(created));
  }

  /** The stream begins when somebody looks. */
  start(): void {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    this.player.play();
  }

  /** Logs an event under the next seq, shows it to every socket, and answers the seq. */
  record(event: { readonly type: string; readonly [member: string]: unknown }): number {
    const seq = this.log.length + 1;
    const logged: SessionEvent = JSON.parse(
      JSON.stringify({
        ...event,
        chat_id: this.chatId,
        timestamp: this.#now(),
        seq,
        event_id: `evt_${this.chatId}_${seq}`,
      }),
    );
    this.log.push(logged);
    this.#show(logged);
    return seq;
  }

  /** What a client's message does; the frames are for the client that sent it. */
  accept(message: ClientMessage): readonly Frame[] {
    this.received.push(message);
    const { client_id } = message;
    const known = client_id === undefined ? undefined : this.log.find((event) => event.client_id === client_id);
    if (known) return this.#acknowledge(message, known.seq);
    const admitted = admitMessage(this, message);
    if ("problem" in admitted) {
      return [
        { type: "error", ...this.#envelope(), ...admitted.problem, ...(client_id !== undefined && { client_id }) },
      ];
    }
    return this.#acknowledge(message, admitted.seq);
  }

  /** The first frames of a connection. */
  welcome(point: { readonly afterSeq?: number | undefined; readonly tail?: number | undefined }): readonly Frame[] {
    const head = this.log.length;
    const from = point.afterSeq ?? (point.tail === undefined ? 0 : Math.max(0, head - point.tail));
    const { workflow } = this.#options.stream;
    const state = toSessionState(this.view, { workflow, timestamp: this.#now(), from_seq: from });
    return [state, ...this.log.slice(from), { type: "replay_complete", ...this.#envelope(), through_seq: head }];
  }

  /** Another process has this chat now: it knows what was logged, and takes over the run that goes on. */
  restart(): void {
    this.view = this.log.reduce(foldSound, emptyView(this.chatId));
    if (this.view.status !== "running") return;
    this.player.rewind(this.record({ type: "run_recovery", run_id: this.view.run_id, step: "model" }));
  }

  #show(frame: Frame): void {
    this.view = foldSound(this.view, frame);
    this.#options.broadcast(frame);
  }

  #acknowledge({ client_id }: ClientMessage, seq: number | undefined): readonly Frame[] {
    if (client_id === undefined) return [];
    return [{ type: "ack", ...this.#envelope(), client_id, ...(seq !== undefined && { event_seq: seq }) }];
  }

  #envelope(): { chat_id: string; timestamp: string } {
    return { chat_id: this.chatId, timestamp: this.#now() };
  }

  #now(): string {
    return new Date(this.#options.clock.now()).toISOString();
  }
}

/** A stream may hold what cannot be read; what the server says of the session as a whole can be. */
function foldSound(view: SessionView, frame: Frame): SessionView {
  const sound = toSoundFrame(frame);
  return sound ? applyEvent(view, sound) : view;
}
