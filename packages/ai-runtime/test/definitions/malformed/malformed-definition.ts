/** A mistake in an otherwise good workflow, and the one error that must point to it. */
export interface MalformedDefinition {
  readonly what: string;
  /** Changes of the small workflow. */
  readonly files: Readonly<Record<string, string | Uint8Array | undefined>>;
  /** `file:line:column code` */
  readonly error: string;
  /** A part of message and fix together. */
  readonly says: string;
}
