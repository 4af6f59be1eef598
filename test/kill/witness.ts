import { isDeepStrictEqual } from "node:util";
import type { ClientMessage, SessionEvent } from "@mozaiks/contracts";

type Sent = ClientMessage & { readonly client_id: string };

/** All that one client was told, held against it. */
export interface Witness {
  /** A logged event was received. */
  saw(event: SessionEvent): void;
  sent(message: Sent): void;
  acked(clientId: string, seq: number | undefined): void;
  refused(clientId: string, code: string): void;
  /** Something happened that may never happen. */
  accuse(what: string): void;
  readonly counts: { readonly seen: number; readonly acked: number; readonly refused: number };
  /** Events whose place in the log was acknowledged or shown. */
  readonly lastSeq: number;
  /**
   * What does not hold of the log: `whole` as a service token reads it, `shown` as this client's token does. The client
   * must have been told what stands there; every log it is checked against must continue the one before.
   */
  accusations(whole: readonly SessionEvent[], shown: readonly SessionEvent[]): readonly string[];
}

export function createWitness(): Witness {
  const seen = new Map<number, SessionEvent>();
  const messages = new Map<string, Sent>();
  const acks = new Map<string, number | undefined>();
  const refusals = new Map<string, string>();
  const accused: string[] = [];
  let before: readonly SessionEvent[] = [];

  return {
    counts: {
      get seen() {
        return seen.size;
      },
      get acked() {
        return acks.size;
      },
      get refused() {
        return refusals.size;
      },
    },
    get lastSeq() {
      return Math.max(0, ...seen.keys(), ...[...acks.values()].map((seq) => seq ?? 0));
    },
    saw(event) {
      const known = seen.get(event.seq);
      if (known && !isDeepStrictEqual(known, event)) accused.push(`seq ${event.seq} was shown twice, differently`);
      seen.set(event.seq, event);
    },
    sent: (message) => void messages.set(message.client_id, message),
    acked(clientId, seq) {
      if (acks.has(clientId) && acks.get(clientId) !== seq)
        accused.push(`${clientId} was acknowledged twice, differently`);
      acks.set(clientId, seq);
    },
    refused: (clientId, code) => void refusals.set(clientId, code),
    accuse: (what) => void accused.push(what),

    accusations(whole, shown) {
      const found = accused.splice(0);
      for (const [index, event] of before.entries())
        if (!isDeepStrictEqual(event, whole[index]))
          found.push(`seq ${event.seq} was in the log and is lost or changed`);
      before = whole;
      for (const event of seen.values())
        if (!isDeepStrictEqual(event, shown[event.seq - 1]))
          found.push(`seq ${event.seq} was shown and is lost or changed`);
      for (const [clientId, seq] of acks) {
        const message = messages.get(clientId);
        const event = seq === undefined ? undefined : whole[seq - 1];
        if (seq === undefined ? message?.type !== "cancel" : !records(event, message))
          found.push(`${clientId} was acknowledged as seq ${seq}, where ${event?.type ?? "nothing"} stands`);
      }
      for (const clientId of messages.keys()) {
        const count = whole.filter((event) => event.client_id === clientId).length;
        if (count > 1) found.push(`${clientId} was recorded ${count} times`);
        if (count > 0 && refusals.has(clientId)) found.push(`${clientId} was refused and is recorded`);
      }
      return found;
    },
  };
}

function records(event: SessionEvent | undefined, message: Sent | undefined): boolean {
  if (event?.client_id === undefined || event.client_id !== message?.client_id) return false;
  switch (message.type) {
    case "user_message":
      return event.type === "user_message" && event.content === message.content;
    case "ui_tool_response":
      return (
        event.type === "ui_tool_response" &&
        event.call_id === message.call_id &&
        isDeepStrictEqual(event.response, message.response)
      );
    case "approval_response":
      return (
        event.type === "approval_response" && event.call_id === message.call_id && event.decision === message.decision
      );
    case "artifact_action":
      return event.type === "artifact_action" && event.artifact_id === message.artifact_id;
    case "cancel":
      return event.type === "cancel_requested";
    case "retry":
      return event.type === "run_started" && event.cause === "retry";
    default:
      return false;
  }
}
