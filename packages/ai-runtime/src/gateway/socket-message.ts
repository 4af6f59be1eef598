import { isUtf8 } from "node:buffer";
import { ClientMessage, Id, MozaiksError } from "@mozaiks/contracts";
import type { RawData } from "ws";

/** The JSON object in a socket message; nothing about it is known yet. */
export type RawMessage = Readonly<Record<string, unknown>>;

const knownTypes: ReadonlySet<string> = new Set(ClientMessage.options.map((option) => option.shape.type.value));

/** @throws MozaiksError `message.malformed` when it is binary, not UTF-8, not JSON or no object. */
export function parseSocketText(data: RawData, isBinary: boolean): RawMessage {
  if (isBinary || !Buffer.isBuffer(data))
    throw new MozaiksError("message.malformed", "Binary messages are not understood");
  if (!isUtf8(data)) throw new MozaiksError("message.malformed", "The message is not UTF-8");
  const value = parseJson(data.toString());
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new MozaiksError("message.malformed", "The message is not a JSON object");
  return value as RawMessage;
}

/** @throws MozaiksError `message.unknown-type`, `message.invalid` with the first fields that are wrong. */
export function parseClientMessage(value: unknown): ClientMessage {
  const parsed = ClientMessage.safeParse(value);
  if (parsed.success) return parsed.data;
  const type = typeof value === "object" && value !== null ? Reflect.get(value, "type") : undefined;
  if (typeof type !== "string" || !knownTypes.has(type))
    throw new MozaiksError("message.unknown-type", `type must be one of ${[...knownTypes].join(", ")}`);
  const wrong = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "message"}: ${issue.message}`);
  throw new MozaiksError("message.invalid", wrong.join("; "));
}

/** The idempotency key of a message, also of one that is not understood otherwise. */
export function clientIdOf(raw: RawMessage): string | undefined {
  const id = Id.safeParse(raw["client_id"]);
  return id.success ? id.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MozaiksError("message.malformed", "The message is not JSON", { cause });
  }
}
