import type { z } from "zod";
import { nearestName, suggest } from "./name-suggestion.ts";
import type { Report } from "./report.ts";
import type { SourceFile, SourcePath } from "./source-file.ts";

type Issue = z.core.$ZodIssue;

/** Keys that the original had and that mean nothing here any more, with what to do about them. */
const retiredKeys: ReadonlyMap<string, string> = new Map(
  Object.entries({
    transition_target: "Remove it: it follows from target_agent.",
    human_input_mode: "Remove it: people answer when human_in_the_loop is true.",
    structured_outputs_required: "Remove it: name the model in structured_output.",
    prompt_sections_custom: "Call it prompt_sections.",
    database_manager: "Remove it: tools open their own connections.",
    runtime_extensions: "Remove it: it has no equivalent.",
    persist: "Remove it: every variable is kept.",
    ui_hidden: "Remove it: leave the agent out of visual_agents in ui_config.yaml.",
    is_visual: "Remove it: leave the agent out of visual_agents in ui_config.yaml.",
    integration: "Remove it: it has no effect.",
    constraints: "Remove it: it has no effect.",
    orchestrator_managed: "Remove it: it has no effect.",
    db_type: "Remove it: the operator decides where documents are.",
    database_name: "Remove it: the operator decides where documents are.",
    query_template: "Call it query.",
    refresh_strategy: "Call it refresh: once or per_run.",
    search_by: "Call it key: {{ user_id }}, for example.",
    indexes: "Remove it: it has no effect.",
  }),
);

/** Values that the original had, with what takes their place. */
const retiredValues: ReadonlyMap<unknown, string> = new Map(
  Object.entries({
    on_phase_transition: "There are no phases. Write immediate, or on_workflow_end.",
    per_phase: "There are no phases. Write per_run, or once.",
    on_demand: "Write per_run, or once; what a tool fetches is of source external.",
  }),
);

/** Turns what the schema of a file objects to into located errors. */
export function reportIssues(source: SourceFile, issues: readonly Issue[], schema: z.ZodType, report: Report): void {
  const misspelt = new Set(issues.flatMap((issue) => meantKeys(issue, schema)));
  for (const issue of issues)
    if (!misspelt.has(JSON.stringify(issue.path))) reportIssue(source, issue, [], schema, report);
}

/** Keys that are missing only because they are misspelt. */
function meantKeys(issue: Issue, schema: z.ZodType): readonly string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const known = keysAt(schema, issue.path);
  const meant = issue.keys.flatMap((key) => (known.includes(key) ? [] : (nearestName(key, known) ?? [])));
  return meant.map((key) => JSON.stringify([...issue.path, key]));
}

function reportIssue(source: SourceFile, issue: Issue, base: SourcePath, schema: z.ZodType, report: Report): void {
  const path = [...base, ...issue.path];
  const what = nameOf(path);
  switch (issue.code) {
    case "unrecognized_keys":
      for (const key of issue.keys) reportUnknownKey(source, [...path, key], keysAt(schema, path), report);
      return;
    case "invalid_union":
      if (issue.errors.length === 0) reportKind(source, path, schema, report);
      else reportUnion(source, issue, path, schema, report);
      return;
    case "invalid_type":
      if (isAbsent(source.data, path))
        report.error(source.at(path), "key.missing", `${what} is missing.`, `Add \`${String(path.at(-1))}:\`.`);
      else
        report.error(
          source.at(path),
          "value.invalid",
          `${what} is not ${article(issue.expected)}.`,
          typeFix(issue.expected),
        );
      return;
    case "invalid_value":
      reportValue(source, path, issue.values.map(String), report);
      return;
    case "custom": {
      const code = issue.params?.["code"];
      const fix = issue.params?.["fix"];
      const message = `${what} ${issue.message}.`;
      const place = issue.params?.["onKey"] === true ? source.atKey(path) : source.at(path);
      if (code === "feature.not-supported") report.error(source.atKey(path), code, message, String(fix));
      else if (code === "key.conflict" || code === "key.missing" || code === "name.invalid")
        report.error(place, code, message, String(fix));
      else report.error(place, "value.invalid", message, String(fix ?? "Correct the value."));
      return;
    }
    default:
      report.error(source.at(path), "value.invalid", `${what}: ${issue.message}.`, "Correct the value.");
  }
}

/** The key that says which of several kinds of object this is: its value, or the key itself, may be misspelt. */
function reportKind(source: SourceFile, path: SourcePath, schema: z.ZodType, report: Report): void {
  const key = String(path.at(-1));
  const owner = path.slice(0, -1);
  const siblings = Object.keys(Object(valueAt(source.data, owner)) as object);
  const known = new Set(keysAt(schema, owner));
  const misspelt = isAbsent(source.data, path)
    ? nearestName(
        key,
        siblings.filter((each) => !known.has(each)),
      )
    : undefined;
  if (misspelt === undefined) reportValue(source, path, valuesAt(schema, path), report);
  else reportUnknownKey(source, [...owner, misspelt], [key], report);
}

function reportUnknownKey(source: SourceFile, path: SourcePath, known: readonly string[], report: Report): void {
  const key = String(path.at(-1));
  const owner = path.slice(0, -1);
  report.error(
    source.atKey(path),
    "key.unknown",
    `Unknown key ${JSON.stringify(key)}${owner.length === 0 ? "" : ` in ${nameOf(owner)}`}.`,
    retiredKeys.get(key) ?? suggest(key, known, `Known keys: ${known.join(", ")}.`),
  );
}

function reportValue(source: SourceFile, path: SourcePath, values: readonly string[], report: Report): void {
  const choice = `Write one of: ${values.join(", ")}.`;
  if (isAbsent(source.data, path)) {
    report.error(source.at(path), "key.missing", `${nameOf(path)} is missing.`, choice);
    return;
  }
  const given = valueAt(source.data, path);
  const message = `${nameOf(path)} cannot be ${JSON.stringify(given)}.`;
  report.error(
    source.at(path),
    "value.invalid",
    message,
    retiredValues.get(given) ?? (typeof given === "string" ? suggest(given, values, choice) : choice),
  );
}

/**
 * Reports the alternative that came nearest: one of the value's type, then the one that knows most of its keys, then the
 * one whose objections stand deepest.
 */
function reportUnion(
  source: SourceFile,
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: SourcePath,
  schema: z.ZodType,
  report: Report,
): void {
  const misspelt = issue.errors.flat().find((each) => meantKeys({ ...each, path: [...path, ...each.path] }, schema)[0]);
  if (misspelt) {
    reportIssue(source, misspelt, path, schema, report);
    return;
  }
  const [best, second] = issue.errors.toSorted((left, right) => compareDistance(left, right));
  if (best && !isOtherType(best) && (!second || compareDistance(best, second) < 0)) {
    for (const each of best) reportIssue(source, each, path, schema, report);
    return;
  }
  const expected = issue.errors.flatMap(([first]) => (first?.code === "invalid_type" ? [article(first.expected)] : []));
  const message = isAbsent(source.data, path) ? `${nameOf(path)} is missing.` : `${nameOf(path)} has the wrong type.`;
  report.error(
    source.at(path),
    "value.invalid",
    message,
    `Write ${[...new Set(expected)].join(" or ") || "another value"}.`,
  );
}

function isOtherType(issues: readonly Issue[]): boolean {
  return issues.some(({ code, path }) => code === "invalid_type" && path.length === 0);
}

function compareDistance(left: readonly Issue[], right: readonly Issue[]): number {
  const unknown = (issues: readonly Issue[]): number =>
    issues.reduce(
      (sum, each) => sum + (each.code === "unrecognized_keys" && each.path.length === 0 ? each.keys.length : 0),
      0,
    );
  const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((each) => each.path.length));
  return (
    Number(isOtherType(left)) - Number(isOtherType(right)) ||
    unknown(left) - unknown(right) ||
    depth(right) - depth(left)
  );
}

/** The keys that the schema allows in the object at a path. */
function keysAt(schema: z.ZodType, path: SourcePath): readonly string[] {
  let schemas: readonly z.core.$ZodType[] = [schema];
  for (const step of path) schemas = schemas.flatMap((each) => below(each, step));
  return [...new Set(schemas.flatMap((each) => Object.keys(shapeOf(each))))];
}

/** The texts that the schema allows at a path. */
function valuesAt(schema: z.ZodType, path: SourcePath): readonly string[] {
  let schemas: readonly z.core.$ZodType[] = [schema];
  for (const step of path) schemas = schemas.flatMap((each) => below(each, step));
  const values = schemas.flatMap(unwrapped).flatMap((each): readonly unknown[] => {
    const { def } = (each as z.core.$ZodTypes)._zod;
    if (def.type === "literal") return def.values;
    return def.type === "enum" ? Object.values(def.entries) : [];
  });
  return [...new Set(values.map(String))];
}

function below(schema: z.core.$ZodType, step: PropertyKey): readonly z.core.$ZodType[] {
  return unwrapped(schema).flatMap((each): readonly z.core.$ZodType[] => {
    const { def } = (each as z.core.$ZodTypes)._zod;
    if (def.type === "array") return [def.element];
    if (def.type === "record") return [def.valueType];
    const shape = shapeOf(each);
    const member = Object.hasOwn(shape, step) ? shape[String(step)] : undefined;
    return member ? [member] : [];
  });
}

function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  const shapes = unwrapped(schema).map((each) => {
    const { def } = (each as z.core.$ZodTypes)._zod;
    return def.type === "object" ? def.shape : {};
  });
  return Object.assign({}, ...shapes) as Record<string, z.core.$ZodType>;
}

function unwrapped(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "optional" || def.type === "nullable" || def.type === "default") return unwrapped(def.innerType);
  if (def.type === "union") return def.options.flatMap(unwrapped);
  return [schema];
}

function valueAt(data: unknown, path: SourcePath): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

function isAbsent(data: unknown, path: SourcePath): boolean {
  const value = valueAt(data, path);
  return value === undefined || value === null;
}

/** `agents[2].name`; the file itself when the path is empty. */
function nameOf(path: SourcePath): string {
  if (path.length === 0) return "The file";
  return path.reduce<string>(
    (name, step) =>
      typeof step === "number" ? `${name}[${step}]` : name === "" ? String(step) : `${name}.${String(step)}`,
    "",
  );
}

function article(expected: string): string {
  const names: Record<string, string> = {
    string: "a text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
    record: "an object",
  };
  return names[expected] ?? expected;
}

function typeFix(expected: string): string {
  const fixes: Record<string, string> = {
    string: "Write a text (in quotes when it looks like a number or true).",
    boolean: "Write true or false.",
    array: "Write a list: each entry begins with `- `.",
    object: "Write keys and values.",
    record: "Write keys and values.",
  };
  return fixes[expected] ?? `Write ${article(expected)}.`;
}
