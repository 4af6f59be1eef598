/** Something that does what is due when the time is told. */
export interface Ticking {
  tick(nowMs: number): void;
}

/** One timer for all connections of a server: a timer for each would cost more than the connection. */
export class Heartbeat implements Disposable {
  readonly #members = new Set<Ticking>();
  readonly #timer: NodeJS.Timeout;

  /** `everyMs` is how exact everything timed by it is. Default 1 s. */
  constructor(now: () => Date, everyMs = 1000) {
    this.#timer = setInterval(() => {
      const nowMs = now().getTime();
      for (const member of this.#members) member.tick(nowMs);
    }, everyMs);
    this.#timer.unref();
  }

  add(member: Ticking): void {
    this.#members.add(member);
  }

  delete(member: Ticking): void {
    this.#members.delete(member);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#members.clear();
  }
}
