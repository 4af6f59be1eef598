import { createHash } from "node:crypto";
import type { Turn } from "./core/state.ts";

/**
 * The id of the text that the open turn's next model step streams. It depends on the log alone, so a repeated step
 * (crash, provider retry) streams into the same message.
 */
export function messageIdOf(chatId: string, turn: Turn): string {
  return `msg_${digest(chatId, String(turn.selected), String(turn.steps))}`;
}

/** The same for every attempt of one call, and for no other call. */
export function idempotencyKeyOf(appId: string, chatId: string, callId: string): string {
  return digest(appId, chatId, callId);
}

/** The session that carries out a call of a workflow: the same for every attempt. */
export function childIdOf(appId: string, chatId: string, callId: string): string {
  return `chat_${digest(appId, chatId, callId, "child")}`;
}

/** The id of the nth artifact that a call makes: the same for every attempt. */
export function artifactIdOf(appId: string, chatId: string, callId: string, index: number): string {
  return `art_${digest(appId, chatId, callId, String(index))}`;
}

/** The chat that a person's action opens: the same when the message comes again. */
export function launchedChatOf(appId: string, chatId: string, clientId: string): string {
  return `chat_${digest(appId, chatId, clientId)}`;
}

function digest(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 32);
}
