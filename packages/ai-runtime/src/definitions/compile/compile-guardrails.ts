import { compileExpression } from "../expressions/compile-expression.ts";
import type { Part } from "./definition-parts.ts";
import type { ExpressionScope } from "../expressions/expression-scope.ts";
import type { AgentsFile } from "../files/agents-file.ts";
import type { GuardrailEntry } from "../files/guardrail-fields.ts";
import { guardrailScope } from "./guardrail.ts";
import { type KnownNames, reportDuplicates } from "./known-names.ts";
import type { AgentManifest, GuardrailManifest } from "../manifest.ts";
import { regexMistake } from "../expressions/regex-mistake.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";

export interface CompiledGuardrails {
  /** By agent. */
  readonly guardrails: ReadonlyMap<string, Pick<AgentManifest, "input_guardrails" | "output_guardrails">>;
  /** Variables that conditions read. */
  readonly names: ReadonlySet<string>;
}

/** What guardrails are read with. `scope` is undefined when the variables are not known. */
export interface GuardrailSurroundings {
  readonly names: KnownNames;
  readonly scope: ExpressionScope | undefined;
}

/** The guardrails of agents.yaml. */
export function compileGuardrails(
  part: Part<AgentsFile>,
  surroundings: GuardrailSurroundings,
  report: Report,
): CompiledGuardrails {
  const guardrails = new Map<string, Pick<AgentManifest, "input_guardrails" | "output_guardrails">>();
  const read = new Set<string>();
  if (part.state !== "ok") return { guardrails, names: read };
  const { source } = part;
  for (const [index, { name, input_guardrails, output_guardrails }] of part.value.agents.entries()) {
    const located = (entries: readonly GuardrailEntry[] | null | undefined, key: string) =>
      (entries ?? []).map((entry, at) => ({ entry, path: ["agents", index, key, at] }));
    const inputs = located(input_guardrails, "input_guardrails");
    const outputs = located(output_guardrails, "output_guardrails");
    if (inputs.length + outputs.length === 0) continue;
    const named = [...inputs, ...outputs].map(({ entry, path }) => ({ name: entry.name, path: [...path, "name"] }));
    reportDuplicates(named, "guardrail", source, report);
    const compile = ({ entry, path }: (typeof inputs)[number]): GuardrailManifest =>
      compileGuardrail(entry, path, source, surroundings, read, report);
    guardrails.set(name, {
      ...(inputs.length > 0 && { input_guardrails: inputs.map(compile) }),
      ...(outputs.length > 0 && { output_guardrails: outputs.map(compile) }),
    });
  }
  return { guardrails, names: read };
}

function compileGuardrail(
  entry: GuardrailEntry,
  path: SourcePath,
  source: SourceFile,
  { names, scope }: GuardrailSurroundings,
  read: Set<string>,
  report: Report,
): GuardrailManifest {
  const { name, target } = entry;
  if (target !== "user" && target !== "terminate") names.requireAgent(target, source, [...path, "target"]);
  const common = {
    id: `${source.name}:${source.at(path).line}`,
    name,
    target,
    message: entry.message ?? `Guardrail "${name}" has been activated.`,
  };
  switch (entry.type) {
    case "llm":
      return { ...common, type: "llm", prompt: entry.prompt };
    case "regex": {
      const mistake = regexMistake(entry.pattern);
      const place = source.at([...path, "pattern"]);
      if (mistake !== undefined) report.error(place, "regex.invalid", `${mistake}.`, "Correct the regular expression.");
      return { ...common, type: "regex", pattern: entry.pattern };
    }
    case "expression": {
      if (!scope) return { ...common, type: "expression", condition: entry.condition };
      const at = [...path, "condition"];
      const compiled = compileExpression(entry.condition, guardrailScope(scope));
      if (!compiled.ok) {
        const place = source.atOffset(at, compiled.offset);
        report.error(place, "expression.invalid", `The expression ${compiled.message}.`, compiled.fix);
        return { ...common, type: "expression", condition: entry.condition };
      }
      for (const each of compiled.names) if (each !== "text") read.add(each);
      return { ...common, type: "expression", condition: compiled.expression.source };
    }
  }
}
