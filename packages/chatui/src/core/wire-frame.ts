import type { Frame } from "@mozaiks/contracts/fold";

/** Anything the server sends. Shapes are the server's promise; the fold changes nothing for a type it does not know. */
export type WireFrame = Frame;

/** The frame in a socket message, or undefined when it is none. */
export function parseFrame(data: unknown): WireFrame | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    const isFrame = typeof frame === "object" && frame !== null && "type" in frame && typeof frame.type === "string";
    return isFrame ? (frame as WireFrame) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a text is a stable problem code such as `session.not-found`. */
export function isProblemCode(text: string): boolean {
  return /^[a-z]+(?:\.[a-z-]+)?$/.test(text);
}
