import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument, stringify, visit } from "yaml";
import { everyField, everyFieldFiles } from "../every-field.ts";
import { findUses, withValue } from "../field-use.ts";
import { fileKeys } from "../file-keys.ts";

/** A mistake that was made by rule in a workflow that uses every key, and where its error must stand. */
export interface GeneratedDefinition {
  readonly what: string;
  /** Every file of the workflow. */
  readonly files: Readonly<Record<string, string>>;
  readonly file: string;
  /** The lines that may be named, both included. */
  readonly lines: readonly [first: number, last: number];
  /** A part of the error: its code, or the fix. */
  readonly says: string;
}

/** Keys with any JSON value. */
const takesAnything: ReadonlySet<string> = new Set(["tools.tools[].http.body"]);

const documents: Readonly<Record<string, object>> = everyField;
const texts = Object.fromEntries(Object.entries(documents).map(([name, value]) => [`${name}.yaml`, stringify(value)]));

/** The workflow without mistakes. */
export const goodFiles: Readonly<Record<string, string>> = { ...everyFieldFiles, ...texts };

/** One wrong type and one misspelling for each key, and YAML that is damaged at each value of a file. */
export async function generatedDefinitions(): Promise<readonly GeneratedDefinition[]> {
  const keys = (await fileKeys()).filter(({ path, isRefused }) => !isRefused && !path.startsWith("scenario."));
  return [
    ...keys.flatMap(({ path }) => wrongType(path)),
    ...keys.flatMap(({ path }) => misspelling(path)),
    ...damages(),
  ];
}

function wrongType(key: string): readonly GeneratedDefinition[] {
  const { name, document, use } = useOf(key);
  if (!use || takesAnything.has(key)) return [];
  const value = valueAt(document, use);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const wrong = isObject ? "wrong" : { wrong: [true] };
  const text = stringify(withValue(document, use, wrong));
  return [{ what: `${key} of another type`, ...placed(name, text, use), says: "" }];
}

function misspelling(key: string): readonly GeneratedDefinition[] {
  const { name, document, use } = useOf(key);
  const last = use?.at(-1);
  if (!use || typeof last !== "string" || key.endsWith("*")) return [];
  const misspelt = `${last}${last.at(-1)}`;
  const parent = use.slice(0, -1);
  const renamed = Object.fromEntries(
    Object.entries(valueAt(document, parent) as object).map(([each, value]) => [
      each === last ? misspelt : each,
      value,
    ]),
  );
  const text = stringify(parent.length === 0 ? renamed : withValue(document, parent, renamed));
  const place = placed(name, text, [...parent, misspelt]);
  return [
    { what: `${key} misspelt`, ...place, lines: [place.lines[0], place.lines[0]], says: `Did you mean "${last}"?` },
  ];
}

/** What no value of YAML can begin with, or that is never closed. */
const broken = [
  '"never closed',
  "[never, closed",
  "{ never: closed",
  "*nowhere",
  "@reserved",
  "`reserved",
  "a: b: c",
  "- a",
];

/** Every third value of each file, each damaged in the next way. */
function damages(): readonly GeneratedDefinition[] {
  return Object.entries(texts).flatMap(([file, text]) =>
    valuesOf(text).flatMap(({ start, end, line }, index): readonly GeneratedDefinition[] => {
      if (index % 3 > 0) return [];
      const damage = broken[(index / 3) % broken.length] ?? "";
      const damaged = `${text.slice(0, start)}${damage}${text.slice(end)}`;
      const what = `${damage} in line ${line} of ${file}`;
      const lines = [line, text.split("\n").length] as const;
      return [{ what, files: { ...goodFiles, [file]: damaged }, file, lines, says: "yaml.syntax" }];
    }),
  );
}

/** Where the plain values of a file's keys stand. */
function valuesOf(text: string): readonly { start: number; end: number; line: number }[] {
  const lines = new LineCounter();
  const found: { start: number; end: number; line: number }[] = [];
  visit(parseDocument(text, { lineCounter: lines }), {
    Pair(_, { value }) {
      if (!isScalar(value) || value.type !== "PLAIN" || !value.range) return;
      const [start, end] = value.range;
      found.push({ start, end, line: lines.linePos(start).line });
    },
  });
  return found;
}

type Use = readonly (string | number)[];

function useOf(key: string): { name: string; document: object; use: Use | undefined } {
  const [name = ""] = key.split(".");
  const document = documents[name] ?? {};
  return { name, document, use: findUses(document, key)[0] };
}

/** The file with a new text, and the lines of what stands at a place of it. */
function placed(name: string, text: string, use: Use): Pick<GeneratedDefinition, "files" | "file" | "lines"> {
  const file = `${name}.yaml`;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const parent = document.getIn(use.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === use.at(-1))
    : undefined;
  const value = document.getIn(use, true) as Node | undefined;
  const from = (pair?.key as Node | undefined)?.range?.[0] ?? value?.range?.[0] ?? 0;
  const to = value?.range?.[1] ?? from;
  return {
    files: { ...goodFiles, [file]: text },
    file,
    lines: [lines.linePos(from).line, lines.linePos(Math.max(from, to - 1)).line],
  };
}

function valueAt(value: unknown, [step, ...rest]: Use): unknown {
  if (step === undefined) return value;
  return valueAt((value as Readonly<Record<string | number, unknown>>)[step], rest);
}
