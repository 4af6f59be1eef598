import type { ToolFunction } from "@mozaiks/ai-runtime/tool";
import { hit, leave } from "./hit.ts";

interface Row {
  readonly row: string;
}

/** Takes effect, then waits for the gate. */
export const work: ToolFunction<Row> = async ({ row }, { context, idempotencyKey }) => {
  await hit({ row, what: "work", key: idempotencyKey });
  context.set("count", Number(context.get("count")) + 1);
  return { row };
};

export const quick: ToolFunction<Row> = ({ row }, { context, idempotencyKey }) => {
  leave({ row, what: "quick", key: idempotencyKey });
  context.set("count", Number(context.get("count")) + 1);
  return Promise.resolve({ row });
};

/** Is not told of a stop. */
export const deaf: ToolFunction<Row> = async ({ row }, { idempotencyKey }) => {
  await hit({ row, what: "deaf", key: idempotencyKey });
  return { row };
};

/** What the engine calls after Kept's turn. */
export const keep: ToolFunction<object> = async (_, { context, idempotencyKey, session }) => {
  await hit({ row: session.chat_id, what: "keep", key: idempotencyKey });
  context.set("count", Number(context.get("count")) + 1);
  return {};
};
