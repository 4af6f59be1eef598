import type { Frame } from "@mozaiks/contracts/fold";
import type { Clock } from "../core/clock.ts";
import type { Fault } from "./fault.ts";
import type { FixtureChat } from "./fixture-chat.ts";
import type { FixtureSocket } from "./fixture-socket.ts";

interface LineOptions {
  readonly socket: FixtureSocket;
  readonly chat: FixtureChat;
  readonly clock: Clock;
  /** Counts a frame; the fault that it is to suffer, if any. */
  readonly onFrame: () => Fault | undefined;
  /** Does a fault that is of more than this line. */
  readonly inject: (fault: Fault) => void;
}

const transientTypes: readonly string[] = ["agent_message_delta", "tool_call_delta", "tool_progress"];
const swapWaitMs = 50;

/** What lies between a server and one of its sockets: frames pass it in order, unless a fault says otherwise. */
export class FaultyLine {
  readonly chat: FixtureChat;
  readonly #options: LineOptions;
  #swapped: string | undefined;
  #isOver = false;
  #stopExpiry: (() => void) | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
    this.chat = options.chat;
  }

  transmit(frame: Frame): void {
    if (this.#isOver) return;
    const { socket, clock, inject } = this.#options;
    const fault = this.#options.onFrame();
    const text = JSON.stringify(frame);
    if (fault?.kind === "swap" && transientTypes.includes(frame.type) && this.#swapped === undefined) {
      this.#swapped = text;
      clock.after(swapWaitMs, () => this.#releaseSwapped());
      return;
    }
    switch (fault?.kind) {
      case "lose":
        break;
      case "cut":
        return socket.endFromServer(fault.code ?? 1006);
      case "deafen":
        socket.isDeaf = true;
        break;
      case "repeat":
        socket.deliver(text);
        socket.deliver(text);
        break;
      case "delay":
        socket.deliver(text, fault.ms);
        break;
      default:
        socket.deliver(text);
        // Later, because the server is in the middle of what made this frame.
        if (fault) clock.after(0, () => inject(fault));
    }
    this.#releaseSwapped();
  }

  heartbeat(): void {
    const { chatId, log } = this.chat;
    const timestamp = new Date(this.#options.clock.now()).toISOString();
    this.transmit({ type: "ping", chat_id: chatId, timestamp, head_seq: log.length });
  }

  /** The token of this line is good until then. */
  expireAt(atMs: number): void {
    this.#stopExpiry?.();
    this.#stopExpiry = this.#options.clock.after(atMs - this.#options.clock.now(), () => this.expire());
  }

  expire(): void {
    if (this.#isOver) return;
    const { chatId } = this.chat;
    const timestamp = new Date(this.#options.clock.now()).toISOString();
    const problem = { code: "token.expired", title: "The token has expired" };
    this.#options.socket.deliver(JSON.stringify({ type: "error", chat_id: chatId, timestamp, ...problem }));
    this.#options.socket.endFromServer(4401, "token.expired");
  }

  sendRaw(text: string): void {
    if (!this.#isOver) this.#options.socket.deliver(text);
  }

  end(): void {
    this.#isOver = true;
    this.#stopExpiry?.();
  }

  #releaseSwapped(): void {
    if (this.#swapped === undefined || this.#isOver) return;
    this.#options.socket.deliver(this.#swapped);
    this.#swapped = undefined;
  }
}
