import { isDeepStrictEqual } from "node:util";
import type { SessionEvent } from "@mozaiks/contracts";
import type { Draft } from "../engine/core/draft.ts";

/** What the shell adds to a decision, and what only stores know. */
const stamped: ReadonlySet<string> = new Set([
  "seq",
  "chat_id",
  "event_id",
  "timestamp",
  "run_id",
  "duration_ms",
  "expires_at",
  "arguments_hash",
  "client_id",
  "redact",
]);

/** What an end of a run sums up; a call's own usage is compared with the call. */
const sums: ReadonlySet<string> = new Set(["tokens", "cost_usd"]);

/** What a reason says beside the rule that decided: an explanation is no other decision. */
const explanations: ReadonlySet<string> = new Set(["detail", "considered", "omitted"]);

/** True when the recorded event is what was decided. Line numbers of rules, and what else was considered, do not count. */
export function isSame(recorded: SessionEvent, decided: Draft): boolean {
  return isDeepStrictEqual(decisionIn(recorded), decisionIn(decided));
}

/** An event without what the shell added to it. */
export function decisionIn(event: SessionEvent | Draft): unknown {
  return JSON.parse(
    JSON.stringify(event, (key, value: unknown) =>
      key === "rule" && typeof value === "string" ? ruleOf(value) : value,
    ),
    function (this: unknown, key, value: unknown) {
      if (explanations.has(key) && isReason(this)) return undefined;
      if (sums.has(key) && isEnd(this)) return undefined;
      return stamped.has(key) && isEvent(this) ? undefined : value;
    },
  );
}

/** `handoffs.yaml:12` and `agents.yaml:7` stand for any line: a comment above the rule is no other decision. */
function ruleOf(rule: string): string {
  return rule.replace(/^((?:handoffs|agents)\.\w+):\d+$/, "$1");
}

function isReason(holder: unknown): boolean {
  return typeof holder === "object" && holder !== null && "kind" in holder && !("type" in holder);
}

function isEnd(holder: unknown): boolean {
  return isEvent(holder) && (holder as Draft).type === "workflow_complete";
}

function isEvent(holder: unknown): boolean {
  return typeof holder === "object" && holder !== null && "type" in holder;
}
