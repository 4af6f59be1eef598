/** Why a text is not in the original's expression language. */
export class OriginalSyntaxError extends Error {
  override readonly name = "OriginalSyntaxError";
  /** Where, in UTF-16 code units. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
