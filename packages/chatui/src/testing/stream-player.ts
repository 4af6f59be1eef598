import type { Frame, SessionEvent } from "@mozaiks/contracts/fold";
import type { Clock } from "../core/clock.ts";
import type { GoldenStream } from "./golden-stream.ts";

export interface PlayerOptions {
  readonly stream: GoldenStream;
  readonly clock: Clock;
  /** Whether it stops before what people do (`wait`), or does that as well (`play`). */
  readonly inputs: "wait" | "play";
  /** The longest pause between two frames. */
  readonly maxGapMs: number;
  /** Records an event of the stream under a seq of its own, which it answers. */
  readonly record: (event: SessionEvent) => number;
  readonly show: (frame: Frame) => void;
}

const inputTypes: readonly string[] = ["user_message", "ui_tool_response", "approval_response", "cancel_requested"];
const endTypes: readonly string[] = ["run_paused", "workflow_complete", "workflow_failed", "workflow_cancelled"];

/** Walks through a golden stream in the pace of its timestamps, and stops where a person has to do something. */
export class StreamPlayer {
  /** What a person has to do before it goes on: the event that will record it. */
  awaits: SessionEvent | undefined;
  readonly #options: PlayerOptions;
  readonly #taken = new Set<Frame>();
  /** Seqs of the stream to seqs of the log, and so epochs to epochs. */
  readonly #seqs = new Map<number, number>();
  #position = 0;
  #epoch = 0;
  #stop: (() => void) | undefined;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  get isDone(): boolean {
    return this.#position >= this.#options.stream.frames.length;
  }

  /** Goes on until a person has to do something. */
  play(): void {
    if (this.#stop || this.awaits) return;
    const { frames } = this.#options.stream;
    const frame = frames[this.#position];
    if (!frame) return;
    const before = frames[this.#position - 1] ?? frame;
    const gapMs = Date.parse(frame.timestamp) - Date.parse(before.timestamp);
    this.#stop = this.#options.clock.after(Math.min(this.#options.maxGapMs, Math.max(0, gapMs)), () => {
      this.#stop = undefined;
      this.#step(frame);
    });
  }

  /** The event of the stream that will record this, and that no one has done yet. */
  find(fits: (event: SessionEvent) => boolean): SessionEvent | undefined {
    return this.#options.stream.frames
      .slice(this.#position)
      .find((frame): frame is SessionEvent => isInput(frame) && !this.#taken.has(frame) && fits(frame));
  }

  /** A person has done what this event records; in the log it is `seq`. */
  take(event: SessionEvent, seq: number): void {
    this.#taken.add(event);
    this.#seqs.set(event.seq, seq);
    if (this.awaits === event) this.awaits = undefined;
    this.play();
  }

  /** What was not logged is gone with the server: it is shown again, under the epoch of the new one. */
  rewind(epoch: number): void {
    const { frames } = this.#options.stream;
    const last = frames.findLastIndex((frame, index) => index < this.#position && "seq" in frame);
    this.#position = last + 1;
    this.#seqs.set(this.#epoch, epoch);
    this.#stop?.();
    this.#stop = undefined;
    this.play();
  }

  /** Leaves out the rest of the run that goes on. */
  skipRun(): void {
    const rest = this.#options.stream.frames.slice(this.#position);
    const end = rest.findIndex(({ type }) => endTypes.includes(type));
    this.#position += end < 0 ? rest.length : end + 1;
    this.awaits = undefined;
    this.#stop?.();
    this.#stop = undefined;
    this.play();
  }

  #step(frame: Frame): void {
    if (isInput(frame) && !this.#taken.has(frame) && this.#options.inputs === "wait") {
      this.awaits = frame;
      return;
    }
    this.#position += 1;
    if (!("seq" in frame)) this.#options.show(this.#withEpoch(frame));
    else if (!this.#taken.has(frame)) {
      this.#seqs.set(frame.seq, this.#options.record(this.#withEpoch(frame)));
    }
    if (frame.type === "run_started" || frame.type === "run_recovery") this.#epoch = frame.seq;
    this.play();
  }

  #withEpoch<F extends Frame>(frame: F): F {
    if (!("epoch" in frame)) return frame;
    return { ...frame, epoch: this.#seqs.get(frame.epoch) ?? frame.epoch };
  }
}

/** Whether a client does this: said, answered, stopped, tried again, changed an artifact. */
function isInput(frame: Frame): frame is SessionEvent {
  if (!("seq" in frame)) return false;
  if (frame.type === "user_message") return frame.hidden !== true && typeof frame.content === "string";
  if (frame.type === "run_started") return frame.cause === "retry";
  if (frame.type === "artifact_action") return true;
  if (frame.type === "artifact_updated") return frame.by !== undefined;
  return inputTypes.includes(frame.type);
}
