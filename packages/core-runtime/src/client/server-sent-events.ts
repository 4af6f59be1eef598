/** One event of a stream (HTML §9.2.6); a comment or an id alone is an event without a name and data. */
export interface ServerSentEvent {
  readonly name: string;
  readonly data: string;
  /** The id to go on with, when this event sets one. */
  readonly id?: string;
}

/** The events of a body as they come. Ends with the body, and cancels it when nobody reads on. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (text + decoder.decode(value, { stream: true })).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) yield toEvent(block);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function toEvent(block: string): ServerSentEvent {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 2));
  }
  const id = fields.get("id");
  return { name: fields.get("event") ?? "", data: fields.get("data") ?? "", ...(id !== undefined && { id }) };
}
