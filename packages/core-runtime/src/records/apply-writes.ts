import { MozaiksError } from "@mozaiks/contracts";
import type { Change, Write, WriteRefusal } from "../data/data-engine.ts";
import type { Scope } from "../scope/scope.ts";
import { toRecord } from "./to-record.ts";
import { accessTo } from "./access.ts";

/** A write with what its refusal means to who asked: the path of a reference that is missing. */
export interface PlannedWrite {
  readonly write: Write;
  /** For `require`: the field in the body that names the record. */
  readonly path?: string;
}

/** Writes a unit, in the transaction when there is one. Resolves to false when a row changed meanwhile: read again and retry. */
export async function applyWrites(
  planned: readonly PlannedWrite[],
  scope: Scope,
): Promise<readonly Change[] | "stale"> {
  const unit = planned.map(({ write }) => write);
  const outcome = await (scope.transaction ?? scope.kernel.engine).apply(unit);
  if ("refusal" in outcome) {
    if (outcome.refusal.reason === "stale") return "stale";
    throw toProblem(outcome.refusal, planned);
  }
  if (scope.committed) scope.committed.push(...outcome.changes);
  else await afterCommit(outcome.changes, scope);
  return outcome.changes;
}

/** Runs the hooks of changes that are durable. */
export async function afterCommit(changes: readonly Change[], scope: Scope): Promise<void> {
  const { app, log } = scope.kernel;
  for (const { collection, id, old, new: next } of changes) {
    const hook = app.collections.get(collection)?.definition.hooks?.afterCommit;
    if (!hook) continue;
    const access = accessTo(collection, { ...scope, rules: { off: "hook" } });
    try {
      await hook({ collection, id, old: old && toRecord(old, access), new: next && toRecord(next, access) });
    } catch (error) {
      log.error({ event: "hook.failed", collection, hook: "afterCommit", requestId: scope.requestId }, error);
    }
  }
}

function toProblem(
  refusal: Exclude<WriteRefusal, { reason: "stale" }>,
  planned: readonly PlannedWrite[],
): MozaiksError {
  if (refusal.reason === "unique") {
    const errors = refusal.fields.map((field) => ({
      path: `/${field}`,
      code: "invalid",
      message: "is taken by another record",
    }));
    return new MozaiksError("record.conflict", `Another record has the same ${refusal.fields.join(" and ")}`, {
      members: { errors },
    });
  }
  const path = planned[refusal.index]?.path ?? "/";
  return referenceNotFound(path);
}

export function referenceNotFound(path: string): MozaiksError {
  return new MozaiksError("reference.not-found", `${path} names a record that does not exist`, {
    members: { errors: [{ path, code: "invalid", message: "names a record that does not exist" }] },
  });
}
