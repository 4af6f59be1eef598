/** Closes what a text leaves open (`**`, a link), so that it can be shown while it grows. */
export type TextCloser = (text: string) => string;

let loaded: TextCloser | undefined;

/** The closer, once {@link loadTextCloser} has brought it. */
export function knownTextCloser(): TextCloser | undefined {
  return loaded;
}

/** Loads it once: only chats in which text is streamed need it. */
export async function loadTextCloser(): Promise<TextCloser> {
  const { default: remend } = await import("remend");
  loaded ??= (text) => remend(text, { linkMode: "text-only" });
  return loaded;
}
