/** One conversation of one client with what is measured. */
export interface Conversation {
  /** Says something; calls `onText` at the first text of the answer and resolves at its end. */
  turn(onText: () => void): Promise<void>;
  close(): void;
}

/** Something that answers, in a process of its own (or none: the control). */
export interface Target extends AsyncDisposable {
  readonly name: string;
  /** The server's process; undefined for the control. */
  readonly pid: number | undefined;
  /** `turns` is how many follow each other in the conversation. */
  converse(turns: number): Promise<Conversation>;
}
