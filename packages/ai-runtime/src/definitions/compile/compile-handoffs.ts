import { compileExpression, isExpressionText } from "../expressions/compile-expression.ts";
import { checkDeadRules } from "./check-dead-rules.ts";
import type { Part } from "./definition-parts.ts";
import type { ExpressionScope } from "../expressions/expression-scope.ts";
import type { HandoffEntry, HandoffsFile } from "../files/handoffs-file.ts";
import type { KnownNames } from "./known-names.ts";
import { type HandoffManifest, workflowTarget } from "../manifest.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";

const userWords = new Set(["user", "userproxy", "userproxyagent", "user_proxy"]);
const endWords = new Set(["terminate", "end", "stop"]);
const targetWords = new Set(["stay", "manager"]);
const preScopes = new Set(["pre", "before_reply", "immediate", "context_pre"]);

export interface CompiledHandoffs {
  readonly handoffs: readonly HandoffManifest[];
  /** Variables that expressions read. */
  readonly names: ReadonlySet<string>;
}

/** What rules are read with. `scope` is undefined when the variables are not known: then expressions are not checked. */
export interface HandoffSurroundings {
  readonly names: KnownNames;
  readonly scope: ExpressionScope | undefined;
}

/** The rules of a workflow, in file order. */
export function compileHandoffs(
  part: Part<HandoffsFile>,
  surroundings: HandoffSurroundings,
  report: Report,
): CompiledHandoffs {
  const names = new Set<string>();
  if (part.state !== "ok") return { handoffs: [], names };
  const handoffs = (part.value.handoff_rules ?? []).map((entry, index) =>
    compileRule(entry, ["handoff_rules", index], part.source, surroundings, names, report),
  );
  checkDeadRules(handoffs, part.source, report);
  return { handoffs, names };
}

function compileRule(
  entry: HandoffEntry,
  path: SourcePath,
  source: SourceFile,
  { names, scope }: HandoffSurroundings,
  used: Set<string>,
  report: Report,
): HandoffManifest {
  const sourceAgent = speaker(entry.source_agent, names, source, [...path, "source_agent"], report, true);
  const target = targetOf(entry, names, source, path, report);
  if (target === "stay" && sourceAgent === "user")
    report.error(
      source.at([...path, "target_agent"]),
      "handoff.invalid",
      "A person cannot stay the speaker.",
      "Name the agent that answers.",
    );
  const stage = stageOf(entry, sourceAgent, path, source, report);
  const text = (key: "condition" | "available_when"): string | undefined => {
    const written = entry[key];
    if (written == null || written.trim() === "") return undefined;
    if (key === "condition" && stage === "llm") return written.trim();
    return readExpression(written, [...path, key], source, scope, used, report);
  };
  const condition = text("condition");
  const available = text("available_when");
  return {
    id: `${source.name}:${source.at(path).line}`,
    source: sourceAgent,
    target,
    stage,
    ...(condition !== undefined && { condition }),
    ...(available !== undefined && { available_when: available }),
    ...(entry.description != null && { description: entry.description }),
  };
}

function targetOf(
  { target_agent: target }: HandoffEntry,
  names: KnownNames,
  source: SourceFile,
  path: SourcePath,
  report: Report,
): string {
  if (typeof target === "string") return speaker(target, names, source, [...path, "target_agent"], report, false);
  return "workflow" in target ? `${workflowTarget}${target.workflow}` : "";
}

function speaker(
  written: string,
  names: KnownNames,
  source: SourceFile,
  path: SourcePath,
  report: Report,
  isSource: boolean,
): string {
  const word = written.toLowerCase();
  if (userWords.has(word)) return "user";
  if (!isSource && endWords.has(word)) return "terminate";
  if (!isSource && targetWords.has(word)) return word;
  if (isSource && written === "*") return "*";
  if (endWords.has(word) || targetWords.has(word) || written === "*") {
    report.error(
      source.at(path),
      "handoff.invalid",
      `${written} cannot be ${isSource ? "a source" : "a target"}.`,
      "Name an agent or user.",
    );
    return written;
  }
  names.requireAgent(written, source, path);
  return written;
}

function stageOf(
  entry: HandoffEntry,
  sourceAgent: string,
  path: SourcePath,
  source: SourceFile,
  report: Report,
): HandoffManifest["stage"] {
  const condition = entry.condition?.trim() ?? "";
  const isPre = preScopes.has(entry.condition_scope ?? entry.scope ?? "");
  const isLlm = condition !== "" && isForModel(entry, condition, path, source, report);
  const at = source.at(path);
  if (condition === "" && (entry.handoff_type === "condition" || isPre || entry.condition_type != null))
    report.error(
      at,
      "key.missing",
      "The rule has no condition.",
      "Add `condition:`, or write handoff_type: after_work.",
    );
  if (isLlm && isPre)
    report.error(
      at,
      "handoff.invalid",
      "A rule with scope pre cannot ask the model.",
      "Write an expression, or leave the scope out.",
    );
  if (isLlm && sourceAgent === "user")
    report.warning(at, "handoff.invalid", "A rule that asks the model never applies to user.", "Write an expression.");
  if (isLlm) return "llm";
  return isPre && sourceAgent !== "user" ? "pre" : "after";
}

/** As the original: a condition without a type is an expression when it looks like one, else a text for the model. */
function isForModel(
  entry: HandoffEntry,
  condition: string,
  path: SourcePath,
  source: SourceFile,
  report: Report,
): boolean {
  if (entry.condition_type != null) return entry.condition_type === "llm" || entry.condition_type === "string_llm";
  if (condition.includes("${") || isExpressionText(condition)) return false;
  if (/==|!=|&&|\|\||<=|>=/.test(condition))
    report.warning(
      source.at([...path, "condition"]),
      "expression.doubtful",
      "The condition is no expression, so the model is asked.",
      "Write condition_type: expression or llm.",
    );
  return true;
}

function readExpression(
  written: string,
  path: SourcePath,
  source: SourceFile,
  scope: ExpressionScope | undefined,
  used: Set<string>,
  report: Report,
): string {
  if (!scope) return written;
  const compiled = compileExpression(written, scope);
  if (!compiled.ok) {
    report.error(
      source.atOffset(path, compiled.offset),
      "expression.invalid",
      `The expression ${compiled.message}.`,
      compiled.fix,
    );
    return written;
  }
  for (const name of compiled.names) used.add(name);
  if (compiled.isOriginalSpelling)
    report.warning(
      source.at(path),
      "expression.deprecated",
      "The expression is in the original's spelling.",
      `Write ${compiled.expression.source}`,
    );
  return compiled.expression.source;
}
