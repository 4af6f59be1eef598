import type { EventOf } from "@mozaiks/contracts";

/** What the agent reads of a result. */
export function resultText(event: EventOf<"tool_result">): string {
  if (event.status === "ok") {
    if (typeof event.result === "string") return event.result;
    return event.result === undefined ? "" : JSON.stringify(event.result);
  }
  const outcome = outcomes[event.status];
  const detail = event.error?.detail ?? event.error?.title;
  return detail ? `${outcome}: ${detail}` : outcome;
}

const outcomes = {
  error: "Error",
  timeout: "Timed out",
  denied: "Denied",
  dismissed: "Dismissed: the user wrote a message instead of answering",
  cancelled: "Cancelled",
  unknown: "Interrupted: it is unknown whether this took effect; do not assume either",
} as const;
