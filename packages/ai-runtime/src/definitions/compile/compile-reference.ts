import type { Json } from "@mozaiks/contracts";
import type { VariableEntry } from "../files/context-variables-file.ts";
import type { KnownNames } from "./known-names.ts";
import type { ReferenceManifest, VariableManifest } from "../manifest.ts";
import { suggest } from "../source/name-suggestion.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import { templateReads } from "./template-reads.ts";

type ReferenceEntry = Extract<VariableEntry["source"], { type: "data_reference" }>;
type Condition = ReferenceManifest["where"][number];
type Operator = Condition["operator"];

const operators = ["eq", "ne", "gt", "gte", "lt", "lte", "in"] as const satisfies readonly Operator[];
const defaultLimit = 20;

/** Which documents a variable stands for, and from which variables that follows. */
export function compileReference(
  entry: ReferenceEntry,
  type: VariableManifest["type"],
  path: SourcePath,
  source: SourceFile,
  names: KnownNames,
  report: Report,
): Pick<VariableManifest, "reference" | "inputs"> {
  const { collection, query, sort, fields, limit, refresh } = entry;
  const isList = type === "array";
  if (limit != null && !isList)
    report.error(
      source.atKey([...path, "limit"]),
      "key.conflict",
      `The variable takes one document, because its type is ${type}.`,
      "Remove limit, or write `type: array`.",
    );
  if (!isList && type !== "object" && fields?.length !== 1)
    report.error(
      fields == null ? source.at(path) : source.at([...path, "fields"]),
      fields == null ? "key.missing" : "value.invalid",
      `The variable is of type ${type}, and takes one member of a document.`,
      "Name it: `fields: [name]`.",
    );
  for (const [index, name] of (fields ?? []).entries())
    requireMember(name, namePattern, source, [...path, "fields", index], report);
  const sortField = sort?.replace(/^-/, "");
  if (sortField !== undefined) requireMember(sortField, pathPattern, source, [...path, "sort"], report);

  const inputs = new Set<string>();
  const where = Object.entries(query ?? {}).flatMap(([field, wanted]) => {
    const at = [...path, "query", field];
    requireMember(field, pathPattern, source, at, report, true);
    return conditionsOf(field, wanted, at, source, report);
  });
  for (const { at, condition } of where)
    for (const [template, place] of templatesIn(condition.value, at))
      for (const name of templateReads(template, place, source, names, report)) inputs.add(name);
  return {
    inputs: [...inputs],
    reference: {
      collection,
      where: where.map(({ condition }) => condition),
      ...(sortField !== undefined && { sort: { field: sortField, descending: sort?.startsWith("-") === true } }),
      limit: isList ? (limit ?? defaultLimit) : 1,
      ...(fields != null && { fields }),
      refresh: refresh ?? "once",
    },
  };
}

interface PlacedCondition {
  readonly condition: Condition;
  readonly at: SourcePath;
}

/** `open`, or `{ gte: 10, lt: 20 }`. */
function conditionsOf(
  field: string,
  wanted: Json,
  at: SourcePath,
  source: SourceFile,
  report: Report,
): readonly PlacedCondition[] {
  const isObject = typeof wanted === "object" && wanted !== null && !Array.isArray(wanted);
  if (!isObject) return conditionOf(field, "eq", wanted, at, source, report);
  if (Object.keys(wanted).length === 0)
    report.error(
      source.at(at),
      "key.missing",
      `Nothing is said of ${field}.`,
      `Write one of: ${operators.join(", ")}.`,
    );
  return Object.entries(wanted).flatMap(([operator, value]) => {
    const known = operators.find((each) => each === operator);
    if (known) return conditionOf(field, known, value, [...at, operator], source, report);
    report.error(
      source.atKey([...at, operator]),
      "key.unknown",
      `There is no operator ${JSON.stringify(operator)}.`,
      suggest(operator, operators, `Write one of: ${operators.join(", ")}.`),
    );
    return [];
  });
}

function conditionOf(
  field: string,
  operator: Operator,
  value: Json,
  at: SourcePath,
  source: SourceFile,
  report: Report,
): readonly PlacedCondition[] {
  const wrong = misfitOf(operator, value);
  if (wrong === undefined) return [{ condition: { field, operator, value }, at }];
  report.error(source.at(at), "value.invalid", `${operator} compares with ${wrong}.`, "Correct the value.");
  return [];
}

function misfitOf(operator: Operator, value: Json): string | undefined {
  const isScalar = (each: Json): boolean => each !== null && typeof each !== "object";
  const isTemplate = typeof value === "string" && /^\{\{[^]*\}\}$/.test(value);
  if (isTemplate || (operator !== "in" && typeof value === "string")) return undefined;
  if (operator === "in")
    return Array.isArray(value) && value.every(isScalar) ? undefined : "a list of texts, numbers and booleans";
  if (operator === "eq" || operator === "ne") return isScalar(value) ? undefined : "a text, a number or a boolean";
  return typeof value === "number" ? undefined : "a text or a number";
}

function templatesIn(value: Json, at: SourcePath): readonly (readonly [string, SourcePath])[] {
  if (typeof value === "string") return [[value, at]];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => (typeof item === "string" ? [[item, [...at, index]] as const] : []));
}

const namePattern = /^[A-Za-z_][\w-]*$/;
const pathPattern = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/;

function requireMember(
  name: string,
  pattern: RegExp,
  source: SourceFile,
  path: SourcePath,
  report: Report,
  isKey = false,
): void {
  if (pattern.test(name)) return;
  report.error(
    isKey ? source.atKey(path) : source.at(path),
    "name.invalid",
    `${JSON.stringify(name)} is no name of a member.`,
    pattern === namePattern
      ? "Use letters, digits, _ and -."
      : "Use letters, digits, _ and -, and a dot between names.",
  );
}
