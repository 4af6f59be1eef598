import { compileFormula } from "../expressions/compile-expression.ts";
import type { ExpressionScope, VariableType } from "../expressions/expression-scope.ts";
import type { KnownNames } from "./known-names.ts";
import type { VariableManifest } from "../manifest.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";

/** What each type of CEL is as a variable; others are checked when they are computed. */
const types: Readonly<Record<string, readonly VariableType[]>> = {
  bool: ["boolean"],
  int: ["integer", "number"],
  double: ["number", "integer"],
  string: ["string"],
  list: ["array"],
  map: ["object"],
  "google.protobuf.Timestamp": [],
  "google.protobuf.Duration": [],
  bytes: [],
  uint: [],
};

/** The formula of a computed variable and the variables it reads. */
export function compileComputed(
  { expression, inputs }: { readonly expression: string; readonly inputs?: readonly string[] | null | undefined },
  variable: { readonly name: string; readonly type: VariableType },
  path: SourcePath,
  source: SourceFile,
  { names, scope }: { readonly names: KnownNames; readonly scope: ExpressionScope },
  report: Report,
): Pick<VariableManifest, "expression" | "inputs"> {
  const at = [...path, "expression"];
  for (const [index, name] of (inputs ?? []).entries()) names.requireVariable(name, source, [...path, "inputs", index]);
  const compiled = compileFormula(expression, scope);
  if (!compiled.ok) {
    const place = source.atOffset(at, compiled.offset);
    report.error(place, "expression.invalid", `The expression ${compiled.message}.`, compiled.fix);
    return {};
  }
  const fitting = types[/^[\w.]+/.exec(compiled.type)?.[0] ?? ""];
  if (fitting && !fitting.includes(variable.type))
    report.error(
      source.at(at),
      "expression.invalid",
      `The expression gives ${compiled.type}, and ${variable.name} is ${variable.type}.`,
      "Correct the expression or the type.",
    );
  for (const name of compiled.names) {
    if (name === "artifacts")
      report.error(
        source.at(at),
        "expression.invalid",
        "The expression reads artifacts, which are no variable.",
        "Let a tool set a state variable.",
      );
    else if (inputs && !inputs.includes(name))
      report.error(
        source.at(at),
        "expression.invalid",
        `The expression reads ${name}, which is not among its inputs.`,
        `Add ${name} to inputs, or remove inputs.`,
      );
  }
  return { expression: compiled.expression.source, inputs: compiled.names };
}
