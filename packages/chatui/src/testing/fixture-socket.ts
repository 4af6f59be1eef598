import type { Clock } from "../core/clock.ts";

/** The server's side of a socket. */
export interface SocketServer {
  readonly clock: Clock;
  /** Milliseconds that anything takes from one side to the other. */
  readonly latencyMs: number;
  onOpen(socket: FixtureSocket): void;
  onMessage(socket: FixtureSocket, text: string): void;
  onGone(socket: FixtureSocket): void;
}

/** A `WebSocket` whose server is an object of the same program. */
export class FixtureSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  readonly url: string;
  readonly protocol: string;
  readyState: number = FixtureSocket.CONNECTING;
  /** Nothing passes through it any more, and neither side is told. */
  isDeaf = false;
  readonly #server: SocketServer;
  #freeAtMs = 0;

  constructor(server: SocketServer, url: string, protocols: string | readonly string[] = []) {
    super();
    this.#server = server;
    this.url = url;
    this.protocol = typeof protocols === "string" ? protocols : (protocols[0] ?? "");
    server.clock.after(server.latencyMs, () => {
      if (this.readyState !== FixtureSocket.CONNECTING) return;
      this.readyState = FixtureSocket.OPEN;
      this.dispatchEvent(new Event("open"));
      server.onOpen(this);
    });
  }

  override addEventListener(
    type: string,
    listener: ((event: never) => void) | EventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void {
    super.addEventListener(type, listener as EventListener, options);
  }

  send(text: string): void {
    if (this.readyState === FixtureSocket.CONNECTING) throw new DOMException("Still connecting", "InvalidStateError");
    if (this.readyState !== FixtureSocket.OPEN) return;
    this.#server.clock.after(this.#server.latencyMs, () => {
      if (this.readyState === FixtureSocket.OPEN && !this.isDeaf) this.#server.onMessage(this, text);
    });
  }

  close(code = 1000): void {
    if (this.readyState === FixtureSocket.CLOSED) return;
    this.#server.onGone(this);
    this.readyState = FixtureSocket.CLOSING;
    this.#server.clock.after(0, () => this.#end(code, ""));
  }

  /** What the server sends: it arrives after what was sent before. */
  deliver(text: string, delayMs = 0): void {
    const { clock, latencyMs } = this.#server;
    this.#freeAtMs = Math.max(this.#freeAtMs, clock.now() + latencyMs + delayMs);
    clock.after(this.#freeAtMs - clock.now(), () => {
      if (this.readyState !== FixtureSocket.OPEN || this.isDeaf) return;
      this.dispatchEvent(Object.assign(new Event("message"), { data: text }));
    });
  }

  /** The server closes it after what it has sent; with 1006 the line is torn at once. */
  endFromServer(code: number, reason = ""): void {
    this.#server.onGone(this);
    const { clock } = this.#server;
    const delayMs = code === 1006 ? 0 : Math.max(0, this.#freeAtMs - clock.now());
    if (code === 1006) this.readyState = FixtureSocket.CLOSING;
    clock.after(delayMs, () => this.#end(code, reason));
  }

  #end(code: number, reason: string): void {
    if (this.readyState === FixtureSocket.CLOSED || this.isDeaf) return;
    this.readyState = FixtureSocket.CLOSED;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason, wasClean: code !== 1006 }));
  }
}
