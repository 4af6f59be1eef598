/** A schema of any library that speaks https://standardschema.dev: Zod, Valibot, ArkType and others. Types only. */
export interface StandardSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What is wrong with a value, and where in it. An empty path is the value itself. */
export interface UIToolProblem {
  readonly path: readonly string[];
  readonly message: string;
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly UIToolProblem[] };

/** The value as the schema makes it, or what is wrong with it. Without a schema every value is right. */
export function checkValue<T>(schema: StandardSchema<T> | undefined, value: unknown): Checked<T> | Promise<Checked<T>> {
  if (!schema) return { ok: true, value: value as T };
  const result = schema["~standard"].validate(value);
  return result instanceof Promise ? result.then(toChecked) : toChecked(result);
}

function toChecked<T>(result: StandardResult<T>): Checked<T> {
  if (result.issues === undefined) return { ok: true, value: result.value };
  return { ok: false, problems: result.issues.map(toProblem) };
}

function toProblem({ message, path = [] }: StandardIssue): UIToolProblem {
  return { path: path.map((part) => String(typeof part === "object" ? part.key : part)), message };
}
