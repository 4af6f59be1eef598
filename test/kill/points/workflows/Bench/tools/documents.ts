import type { ToolFunction } from "@mozaiks/ai-runtime/tool";
import { hit, leave } from "./hit.ts";

interface Row {
  readonly row: string;
}

/** More than an event holds. */
const body = "a line of the document\n".repeat(2_000);

export const write: ToolFunction<Row> = ({ row }, { artifacts, idempotencyKey }) => {
  leave({ row, what: "write", key: idempotencyKey });
  return artifacts.create({ type: "document", title: row, state: { row, body } });
};

export const extend: ToolFunction<Row> = async ({ row }, { artifacts, idempotencyKey }) => {
  leave({ row, what: "extend", key: idempotencyKey });
  const [document] = artifacts.list();
  return artifacts.update(document?.artifact_id ?? "", (state) => ({ ...(state as object), extended: true }));
};

export const publish: ToolFunction<Row & { artifact_id: string }> = async ({ row, artifact_id }, tool) => {
  await hit({ row, what: "publish", key: tool.idempotencyKey });
  return tool.artifacts.update(artifact_id, (state) => ({ ...(state as object), published: true }));
};
