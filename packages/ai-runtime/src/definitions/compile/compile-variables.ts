import type { Json } from "@mozaiks/contracts";
import type { Part } from "./definition-parts.ts";
import { compileSource, type SourceSurroundings } from "./compile-source.ts";
import { computedOrder } from "../expressions/computed-order.ts";
import { isTakenName, scopeOf } from "../expressions/expression-scope.ts";
import type { ContextVariablesFile, VariableEntry } from "../files/context-variables-file.ts";
import type { SchemaChecker } from "../source/json-schema.ts";
import type { TriggerManifest, VariableManifest } from "../manifest.ts";
import type { KnownNames } from "./known-names.ts";
import { regexMistake } from "../expressions/regex-mistake.ts";
import type { Report } from "../source/report.ts";
import { reportSchema } from "../source/schema-report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";

/** The variables of a workflow, in file order. */
export function compileVariables(
  part: Part<ContextVariablesFile>,
  names: KnownNames,
  folder: WorkflowFolder,
  checker: SchemaChecker,
  report: Report,
): readonly VariableManifest[] {
  if (part.state !== "ok") return [];
  const entries = part.value.definitions ?? [];
  const surroundings = { folder, names, scope: scopeOf(entries) };
  const variables = entries.map((entry, index) =>
    compileVariable(entry, ["definitions", index], part.source, surroundings, checker, report),
  );
  for (const cycle of computedOrder(variables).cycles) {
    const index = variables.findIndex(({ name }) => name === cycle[0]);
    const from = variables[index]?.source === "computed" ? ["source", "expression"] : ["source"];
    report.error(
      part.source.at(["definitions", index, ...from]),
      "variable.cycle",
      `${cycle[0]} depends on itself: ${[...cycle, cycle[0]].join(" -> ")}.`,
      "Compute one of them from something else.",
    );
  }
  return variables;
}

function compileVariable(
  entry: VariableEntry,
  path: SourcePath,
  source: SourceFile,
  surroundings: SourceSurroundings,
  checker: SchemaChecker,
  report: Report,
): VariableManifest {
  const { name, type } = entry;
  const isEntity = entry.source?.type === "data_entity";
  const schema = entry.source?.type === "data_entity" ? entry.source.schema : entry.schema;
  const { value, ...from } = compileSource(entry, path, source, surroundings, report);
  if (isTakenName(name))
    report.error(
      source.at([...path, "name"]),
      "name.invalid",
      `${name} always means something else in expressions.`,
      "Choose another name.",
    );
  const hasSchema =
    schema != null &&
    reportSchema(schema, source, [...path, ...(isEntity ? ["source"] : []), "schema"], checker, report);
  const inSource = entry.source?.type === "state" ? entry.source.default : undefined;
  if (inSource !== undefined && entry.default !== undefined)
    report.error(
      source.atKey([...path, "source", "default"]),
      "key.conflict",
      "There is a second default.",
      "Keep the one of the definition.",
    );
  const fallback = entry.default ?? inSource ?? value ?? undefined;
  const fallbackPath =
    value !== undefined
      ? [...path, "source", "path"]
      : entry.default === undefined
        ? [...path, "source", "default"]
        : [...path, "default"];
  const fitting: Fitting = {
    fitsType: (value) => checker.misfit({ type }, value),
    fits: (value) => checker.misfit({ type }, value) ?? (hasSchema ? checker.misfit(schema, value) : undefined),
  };
  if (fallback !== undefined) reportMisfit(fitting.fits(fallback), source, fallbackPath, report);
  const triggers = entry.source?.type === "state" ? (entry.source.triggers ?? []) : [];
  return {
    name,
    type,
    ...(entry.description != null && { description: entry.description }),
    ...(fallback !== undefined && { default: fallback }),
    ...(schema != null && { schema }),
    client_visible: entry.client_visible ?? false,
    ...from,
    triggers: triggers.map((trigger, index) =>
      compileTrigger(trigger, [...path, "source", "triggers", index], source, surroundings.names, fitting, report),
    ),
  };
}

/** Why a value does not fit the variable; undefined when it does. */
interface Fitting {
  readonly fits: (value: Json) => string | undefined;
  /** Regardless of the variable's own schema, for text that only a run can know. */
  readonly fitsType: (value: Json) => string | undefined;
}

type TriggerEntry = NonNullable<
  Extract<VariableEntry["source"], { type: "state"; triggers?: unknown }>["triggers"]
>[number];

function compileTrigger(
  trigger: TriggerEntry,
  path: SourcePath,
  source: SourceFile,
  names: KnownNames,
  { fits, fitsType }: Fitting,
  report: Report,
): TriggerManifest {
  if (trigger.type === "ui_response") {
    names.requireUiTool(trigger.tool, source, [...path, "tool"]);
    return trigger;
  }
  if (trigger.agent != null) names.requireAgent(trigger.agent, source, [...path, "agent"]);
  const { regex } = trigger.match;
  const mistake = regex === undefined ? undefined : regexMistake(regex);
  if (mistake !== undefined)
    report.error(
      source.at([...path, "match", "regex"]),
      "regex.invalid",
      `${mistake}.`,
      "Correct the regular expression.",
    );
  const set = trigger.set ?? true;
  const misfit = regex !== undefined && set === "$1" ? fitsType("") : fits(set);
  if (misfit !== undefined)
    report.error(
      trigger.set === undefined ? source.at(path) : source.at([...path, "set"]),
      "default.invalid",
      `The trigger sets ${JSON.stringify(set)}, but the value ${misfit}.`,
      "Write a `set:` of the variable's type.",
    );
  return {
    type: "agent_text",
    ...(trigger.agent != null && { agent: trigger.agent }),
    match: trigger.match as Extract<TriggerManifest, { type: "agent_text" }>["match"],
    set,
  };
}

function reportMisfit(misfit: string | undefined, source: SourceFile, path: SourcePath, report: Report): void {
  if (misfit !== undefined)
    report.error(source.at(path), "default.invalid", `The default ${misfit}.`, "Correct the default or the type.");
}
