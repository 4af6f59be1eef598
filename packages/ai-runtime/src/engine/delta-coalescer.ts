/** Text that grows, handed on in pieces: the first at once, then at most one every `intervalMs`. */
export interface DeltaCoalescer {
  /** Everything so far. */
  readonly text: string;
  push(text: string): void;
  /** Starts again from nothing, for readers too: the attempt broke. */
  restart(): void;
  /** Hands on what waits and stops. */
  end(): void;
}

/**
 * @param publish gets each piece with its offset in UTF-16 code units: `text = text.slice(0, offset) + piece`.
 * @param intervalMs 25 ms halves the sending cost at 100 pieces per second and cannot be seen.
 */
export function createDeltaCoalescer(
  publish: (offset: number, piece: string) => void,
  intervalMs = 25,
): DeltaCoalescer {
  let text = "";
  let sent = 0;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    timer = undefined;
    if (text.length === sent) return;
    const offset = sent;
    sent = text.length;
    publish(offset, text.slice(offset));
    timer = setTimeout(flush, intervalMs);
  }

  return {
    get text() {
      return text;
    },
    push(piece) {
      text += piece;
      if (!timer) flush();
    },
    restart() {
      if (sent > 0) publish(0, "");
      text = "";
      sent = 0;
    },
    end() {
      clearTimeout(timer);
      timer = undefined;
      if (text.length > sent) {
        publish(sent, text.slice(sent));
        sent = text.length;
      }
    },
  };
}
