import { compileExpression, isExpressionText } from "../expressions/compile-expression.ts";
import { checkDeadRules } from "./check-dead-rules.ts";
import type { Part } from "./definition-parts.ts";
import type { ExpressionScope } from "../expressions/expression-scope.ts";
import type { HandoffEntry, HandoffsFile } from "../files/handoffs-file.ts";
import type { KnownNames } from "./known-names.ts";
import { compileNestedChat, type NestedChatSurroundings } from "./compile-nested-chat.ts";
import { type AgentManifest, type HandoffManifest, type ToolManifest, workflowTarget } from "../manifest.ts";
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
  readonly agents: readonly AgentManifest[];
  readonly tools: readonly ToolManifest[];
}

/** The rules of a workflow, in file order. */
export function compileHandoffs(
  part: Part<HandoffsFile>,
  surroundings: HandoffSurroundings,
  report: Report,
): CompiledHandoffs {
  const used = new Set<string>();
  if (part.state !== "ok") return { handoffs: [], names: used };
  const rules = part.value.handoff_rules ?? [];
  const targets = new Set(rules.flatMap(({ target_agent }) => (typeof target_agent === "string" ? target_agent : [])));
  const reading = { ...surroundings, used, targets, known: new Map<string, string>() };
  const handoffs = rules.map((entry, index) =>
    compileRule(entry, ["handoff_rules", index], part.source, reading, report),
  );
  checkDeadRules(handoffs, part.source, report);
  return { handoffs, names: used };
}

function compileRule(
  entry: HandoffEntry,
  path: SourcePath,
  source: SourceFile,
  surroundings: HandoffSurroundings & NestedChatSurroundings,
  report: Report,
): HandoffManifest {
  const { names, scope, used } = surroundings;
  const sourceAgent = speaker(entry.source_agent, names, source, [...path, "source_agent"], report, true);
  const { target, nested } = targetOf(entry, sourceAgent, source, path, surroundings, report);
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
  if (nested) checkEnds(sourceAgent, stage === "after" && !condition && !available, source, path, report);
  return {
    id: `${source.name}:${source.at(path).line}`,
    source: sourceAgent,
    target,
    ...(nested && { nested }),
    stage,
    ...(condition !== undefined && { condition }),
    ...(available !== undefined && { available_when: available }),
    ...(entry.description != null && { description: entry.description }),
  };
}

function targetOf(
  { target_agent: target }: HandoffEntry,
  sourceAgent: string,
  source: SourceFile,
  path: SourcePath,
  surroundings: NestedChatSurroundings,
  report: Report,
): Pick<HandoffManifest, "target" | "nested"> {
  const at = [...path, "target_agent"];
  if (typeof target === "string") return { target: speaker(target, surroundings.names, source, at, report, false) };
  if ("workflow" in target) return { target: `${workflowTarget}${target.workflow}` };
  return compileNestedChat(target.nested_chat, sourceAgent, source, [...at, "nested_chat"], surroundings, report);
}

/** After a nested chat its source speaks: there must be one, and its rules must lead on at some time. */
function checkEnds(
  sourceAgent: string,
  isUnconditional: boolean,
  source: SourceFile,
  path: SourcePath,
  report: Report,
): void {
  const place = source.at([...path, "target_agent"]);
  if (sourceAgent === "user")
    report.error(
      place,
      "handoff.invalid",
      "A person cannot begin a nested chat: an agent goes on with what it came to.",
      "Name that agent as source, with condition_scope: pre when the chat is to come first.",
    );
  else if (isUnconditional)
    report.error(
      place,
      "handoff.invalid",
      "The nested chat would never end: its source speaks after it, and it begins again.",
      "Add a `condition:` that is false some time.",
    );
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
