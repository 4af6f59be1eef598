import { Environment, type ASTNode, type ParseResult } from "@marcbachmann/cel-js";
import type { Json } from "@mozaiks/contracts";
import { findKindMistake } from "./cel-kinds.ts";
import { loopDepth, nodesOf } from "./cel-tree.ts";
import { fromCel, toCel } from "./cel-values.ts";
import type { Expression, Formula } from "./expression.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { suggest } from "../source/name-suggestion.ts";
import { translateOriginal } from "./original-expression.ts";

const maxLength = 2_000;
const maxLoopDepth = 2;
const maxLoopSteps = 100_000;
const pythonLiterals = new Map([
  ["True", "true"],
  ["False", "false"],
  ["None", "null"],
]);
const limits = { maxAstNodes: 500, maxDepth: 40, maxListElements: 200, maxMapEntries: 100, maxCallArguments: 8 };

export type ExpressionCompilation = Compilation<Expression>;

type Refusal = Extract<ExpressionCompilation, { ok: false }>;

export type FormulaCompilation = Compilation<Formula>;

type Compilation<T> =
  | {
      readonly ok: true;
      readonly expression: T;
      /** The declared names it reads. */
      readonly names: readonly string[];
      /** Written as `${name} == True`; `expression.source` is its translation. */
      readonly isOriginalSpelling: boolean;
      /** CEL's name for the type of what it gives. */
      readonly type: string;
    }
  | {
      readonly ok: false;
      readonly message: string;
      readonly fix: string;
      /** Where in the source, in UTF-16 code units. */
      readonly offset: number;
    };

/**
 * Parses a condition: CEL, or the original's `${name} == True and …`. Every name of `scope` is bound at evaluation, null
 * when the context has no value; integers compare as integers. At most 2,000 characters and two loops inside each other.
 */
export function compileExpression(source: string, scope: ExpressionScope): ExpressionCompilation {
  const compiled = compile(source, scope, true);
  if (!compiled.ok) return compiled;
  const { expression } = compiled;
  const evaluate: Expression["evaluate"] = (context) => {
    const result = expression.evaluate(context);
    if (!result.ok) return result;
    const { value } = result;
    if (typeof value === "boolean") return { ok: true, value };
    return { ok: false, error: `gave ${value === null ? "null" : typeof value}, not true or false` };
  };
  return { ...compiled, expression: { source: expression.source, evaluate } };
}

/** Parses an expression of any value, under the rules of {@link compileExpression}. */
export function compileFormula(source: string, scope: ExpressionScope): FormulaCompilation {
  return compile(source, scope, false);
}

function compile(source: string, scope: ExpressionScope, isCondition: boolean): FormulaCompilation {
  if (source.length > maxLength)
    return refuse(0, `is longer than ${maxLength} characters`, "Move the logic to a tool.");
  const environment = environmentOf(scope);
  const direct = parse(environment, source);
  if ("run" in direct) return finish(direct.run, source, scope, { isCondition, isOriginalSpelling: false });
  if (!source.includes("${")) return refuse(direct.offset, direct.message, pythonFix(source));
  const translated = translateOriginal(source, scope);
  if (!translated.ok) return refuse(translated.offset, translated.message, "Write it in CEL: `name == true && !done`.");
  const parsed = parse(environment, translated.cel);
  if (!("run" in parsed)) return refuse(0, parsed.message, "Write it in CEL: `name == true && !done`.");
  const result = finish(parsed.run, translated.cel, scope, { isCondition, isOriginalSpelling: true });
  return result.ok ? result : { ...result, offset: 0 };
}

/** True when the text can be read as CEL, whatever its names. */
export function isExpressionText(source: string): boolean {
  return source.length <= maxLength && "run" in parse(new Environment({ limits }), source);
}

function environmentOf(scope: ExpressionScope): Environment {
  const environment = new Environment({ limits, homogeneousAggregateLiterals: false });
  for (const name of scope.keys()) environment.registerVariable(name, "dyn");
  return environment;
}

function parse(
  environment: Environment,
  source: string,
): { readonly run: ParseResult } | { readonly message: string; readonly offset: number } {
  try {
    return { run: environment.parse(source) };
  } catch (thrown) {
    return { message: `cannot be parsed: ${summaryOf(thrown)}`, offset: offsetOf(thrown) };
  }
}

function finish(
  run: ParseResult,
  source: string,
  scope: ExpressionScope,
  { isCondition, isOriginalSpelling }: { readonly isCondition: boolean; readonly isOriginalSpelling: boolean },
): FormulaCompilation {
  const check = run.check();
  if (!check.valid) return checkFailure(check.error, scope);
  if (isCondition && check.type !== "bool" && check.type !== "dyn")
    return refuse(0, `gives ${check.type}, not true or false`, "Compare it with something.");
  const mistake = findKindMistake(run.ast, scope);
  if (mistake) return refuse(mistake.offset, mistake.message, "Compare values of the same type.");
  if ([...nodesOf(run.ast)].some((node) => node.op === "rcall" && node.args[0] === "matches"))
    return refuse(0, "uses matches(), whose running time has no bound", "Use contains, startsWith or endsWith.");
  const depth = loopDepth(run.ast);
  if (depth > maxLoopDepth)
    return refuse(0, `has more than ${maxLoopDepth} loops inside each other`, "Move the logic to a tool.");
  const names = namesIn(run.ast, scope);
  const evaluate: Formula["evaluate"] = (context) => {
    const values = new Map(names.map((name) => [name, Object.hasOwn(context, name) ? (context[name] ?? null) : null]));
    return depth > 0 && longestIn([...values.values()]) ** depth > maxLoopSteps
      ? { ok: false, error: "loops over too many values" }
      : valueOf(run, values, scope);
  };
  return { ok: true, expression: { source, evaluate }, names, isOriginalSpelling, type: String(check.type) };
}

function checkFailure(error: unknown, scope: ExpressionScope): Refusal {
  const summary = summaryOf(error);
  const name = /^Unknown variable: (.+)$/.exec(summary)?.[1];
  if (name === undefined) return refuse(offsetOf(error), summary, "See the CEL language definition.");
  const python = pythonLiterals.get(name);
  const fix =
    python !== undefined ? `Write ${python}.` : suggest(name, scope.keys(), "Declare it in context_variables.yaml.");
  return refuse(offsetOf(error), `names ${name}, which is not a context variable`, fix);
}

function valueOf(
  run: ParseResult,
  values: ReadonlyMap<string, Json>,
  scope: ExpressionScope,
): ReturnType<Formula["evaluate"]> {
  try {
    const bound: Record<string, unknown> = {};
    for (const [name, value] of values) bound[name] = toCel(value, scope.get(name) === "integer");
    const value = fromCel(run(bound));
    return value === undefined ? { ok: false, error: "gave what is not JSON" } : { ok: true, value };
  } catch (thrown) {
    return { ok: false, error: summaryOf(thrown) };
  }
}

function namesIn(tree: ASTNode, scope: ExpressionScope): readonly string[] {
  const names = new Set<string>();
  for (const node of nodesOf(tree)) if (node.op === "id" && scope.has(node.args)) names.add(node.args);
  return [...names];
}

function longestIn(values: readonly Json[]): number {
  let longest = 1;
  for (const value of values) {
    if (typeof value === "string") longest = Math.max(longest, value.length);
    else if (typeof value === "object" && value !== null) {
      const parts = Array.isArray(value) ? value : Object.values(value);
      longest = Math.max(longest, parts.length, longestIn(parts));
    }
  }
  return longest;
}

function pythonFix(source: string): string {
  if (/\b(and|or|not)\b/.test(source)) return "Write && for and, || for or, ! for not.";
  return /[^=!<>]=[^=]/.test(source) ? "Compare with ==." : "See the CEL language definition.";
}

function summaryOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return "summary" in thrown && typeof thrown.summary === "string" ? thrown.summary : thrown.message;
}

function offsetOf(thrown: unknown): number {
  if (typeof thrown !== "object" || thrown === null || !("node" in thrown)) return 0;
  const { node } = thrown;
  return typeof node === "object" && node !== null && "start" in node && typeof node.start === "number"
    ? node.start
    : 0;
}

function refuse(offset: number, message: string, fix: string): Refusal {
  return { ok: false, offset, message, fix };
}
