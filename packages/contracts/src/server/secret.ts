/** How `util.inspect` of Node asks an object for its text. */
const inspect = Symbol.for("nodejs.util.inspect.custom");

/** A value that no log, error or dump shows: it prints as `[secret]` until it is revealed on purpose. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [inspect](): string {
    return "[secret]";
  }
}
