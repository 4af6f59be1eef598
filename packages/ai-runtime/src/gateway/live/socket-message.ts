import { ClientMessage, Id, MozaiksError } from "@mozaiks/contracts";
import type { RawData } from "ws";
import { parseJson } from "../parse-json.ts";
import { parseShape } from "../schema-mistakes.ts";

/** The JSON object in a socket message; nothing about it is known yet. */
export type RawMessage = Readonly<Record<string, unknown>>;

const knownTypes: ReadonlySet<unknown> = new Set(ClientMessage.options.map((option) => option.shape.type.value));

/** @throws MozaiksError `message.malformed` when it is binary, not UTF-8, not JSON or no object. */
export function parseSocketText(data: RawData, isBinary: boolean): RawMessage {
  if (isBinary || !Buffer.isBuffer(data))
    throw new MozaiksError("message.malformed", "Binary messages are not understood");
  const value = parseJson(data, "message.malformed");
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new MozaiksError("message.malformed");
  return value as RawMessage;
}

/** @throws MozaiksError `message.unknown-type`, `message.invalid`. */
export function parseClientMessage(raw: RawMessage): ClientMessage {
  if (!knownTypes.has(raw["type"]))
    throw new MozaiksError("message.unknown-type", `type must be one of ${[...knownTypes].join(", ")}`);
  return parseShape(ClientMessage, raw, "message.invalid");
}

/** The idempotency key of a message, also of one that is not understood otherwise. */
export function clientIdOf(raw: RawMessage): string | undefined {
  const id = Id.safeParse(raw["client_id"]);
  return id.success ? id.data : undefined;
}
