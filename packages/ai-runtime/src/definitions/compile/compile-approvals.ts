import { compileExpression } from "../expressions/compile-expression.ts";
import { toolName } from "./compile-tools.ts";
import type { Part } from "./definition-parts.ts";
import type { ExpressionScope } from "../expressions/expression-scope.ts";
import type { ToolsFile } from "../files/tools-file.ts";
import type { Report } from "../source/report.ts";

/** When a call needs a person's approval: always, or when an expression over variables and `arguments` holds. */
export type ApprovalManifest = true | string;

export interface CompiledApprovals {
  /** By tool. */
  readonly approvals: ReadonlyMap<string, ApprovalManifest>;
  /** Variables that expressions read. */
  readonly names: ReadonlySet<string>;
}

/** What an approval's expression may name: the variables and the call's `arguments`. */
export function approvalScope(scope: ExpressionScope): ExpressionScope {
  return new Map([...scope, ["arguments", "object"]]);
}

/** The `requires_approval` of tools.yaml; `scope` is undefined when the variables are not known. */
export function compileApprovals(
  part: Part<ToolsFile>,
  scope: ExpressionScope | undefined,
  report: Report,
): CompiledApprovals {
  const approvals = new Map<string, ApprovalManifest>();
  const names = new Set<string>();
  if (part.state !== "ok") return { approvals, names };
  for (const [index, entry] of (part.value.tools ?? []).entries()) {
    const rule = entry.requires_approval;
    const name = toolName(entry);
    if (rule == null || rule === false || name === undefined) continue;
    const path = ["tools", index, "requires_approval"];
    if (entry.tool_type === "UI_Tool")
      report.error(
        part.source.at(path),
        "key.conflict",
        "A UI tool asks a person already.",
        "Remove requires_approval.",
      );
    if (rule === true || !scope) {
      approvals.set(name, rule);
      continue;
    }
    const compiled = compileExpression(rule, approvalScope(scope));
    if (!compiled.ok) {
      const at = part.source.atOffset(path, compiled.offset);
      report.error(at, "expression.invalid", `The expression ${compiled.message}.`, compiled.fix);
      continue;
    }
    for (const read of compiled.names) if (read !== "arguments") names.add(read);
    approvals.set(name, compiled.expression.source);
  }
  return { approvals, names };
}
