import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import type { Place } from "./diagnostic.ts";
import type { Report } from "./report.ts";

export type SourcePath = readonly PropertyKey[];

/** A YAML or JSON file as data that knows where each of its parts stands. */
export interface SourceFile {
  /** Path inside the workflow's folder. */
  readonly name: string;
  readonly data: unknown;
  /** Where the value at a path stands; of a path that is not there, its nearest parent. */
  at(path: SourcePath): Place;
  /** Where the key at a path stands. */
  atKey(path: SourcePath): Place;
  /** Where a character of the text at a path stands: exact for text written on one line, else its beginning. */
  atOffset(path: SourcePath, offset: number): Place;
}

const maxAliases = 100;

/**
 * Parses a file that must hold an object. `file` is its path as people are shown it.
 * Resolves to undefined, with an error in the report, when it cannot be read.
 */
export function parseSourceFile(file: string, name: string, text: string, report: Report): SourceFile | undefined {
  const start = { file, line: 1, column: 1 };
  const lines = new LineCounter();
  let document: Document.Parsed;
  let data: unknown;
  try {
    document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, logLevel: "error" });
    if (document.errors.length > 0) {
      const seen = new Set<number>();
      for (const { pos, message } of document.errors.slice(0, 20)) {
        if (!seen.has(pos[0]))
          report.error(placeOf(file, lines, pos[0]), "yaml.syntax", `${message}.`, "Correct the YAML.");
        seen.add(pos[0]);
      }
      return undefined;
    }
    const alias = unknownAlias(document);
    if (alias) {
      const fix = `Write &${alias.source} before the value that it stands for, above this line.`;
      report.error(
        placeOf(file, lines, alias.range?.[0] ?? 0),
        "yaml.syntax",
        `There is no &${alias.source} for this alias.`,
        fix,
      );
      return undefined;
    }
    data = document.toJS({ maxAliasCount: maxAliases });
    JSON.stringify(data);
  } catch (thrown) {
    reportUnreadable(thrown, start, report);
    return undefined;
  }
  if (data === null || data === undefined) {
    report.error(start, "file.empty", `${name} is empty.`, "Fill it in or delete it.");
    return undefined;
  }
  if (typeof data !== "object" || Array.isArray(data)) {
    report.error(
      start,
      "file.wrong-root",
      `${name} must hold an object at its root.`,
      "Begin with a key, as in `key: value`.",
    );
    return undefined;
  }
  return createSourceFile(file, name, data, document, lines);
}

function unknownAlias(document: Document.Parsed): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

function reportUnreadable(thrown: unknown, start: Place, report: Report): void {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  if (/alias count/i.test(reason))
    report.error(start, "yaml.too-many-aliases", `More than ${maxAliases} aliases.`, "Write the values out.");
  else if (/circular/i.test(reason))
    report.error(start, "yaml.syntax", "An alias refers to something it is a part of.", "Write the value out.");
  else if (thrown instanceof RangeError)
    report.error(start, "yaml.syntax", "The file is nested too deeply.", "Flatten it.");
  else report.error(start, "yaml.syntax", `${reason}.`, "Correct the YAML.");
}

function createSourceFile(
  file: string,
  name: string,
  data: unknown,
  document: Document.Parsed,
  lines: LineCounter,
): SourceFile {
  const place = (node: Node | null | undefined): Place => placeOf(file, lines, node?.range?.[0] ?? 0);
  return {
    name,
    data,
    at: (path) => place(findNode(document, path).node),
    atKey(path) {
      const { key, node } = findNode(document, path);
      return place(key ?? node);
    },
    atOffset(path, offset) {
      const { node } = findNode(document, path);
      if (!isScalar(node) || !node.range || !isOnOneLine(node.type, node.source, node.value)) return place(node);
      return placeOf(file, lines, node.range[0] + offset + (node.type === "PLAIN" ? 0 : 1));
    },
  };
}

/** The deepest node on the way to a path, and the key that led to it. */
function findNode(document: Document.Parsed, path: SourcePath): { node: Node | null; key: Node | undefined } {
  let node: Node | null = document.contents;
  let key: Node | undefined;
  for (const step of path) {
    const container = resolve(node, document);
    const found = isSeq(container)
      ? { value: container.items[Number(step)], key: undefined }
      : entry(container, step, document);
    if (!found || !isNode(found.value)) return { node: found?.key ?? node, key: found?.key ?? key };
    node = found.value;
    key = found.key ?? node;
  }
  return { node, key };
}

/** An entry of a map by its key, also through `<<`. */
function entry(
  map: unknown,
  step: PropertyKey,
  document: Document.Parsed,
): { key: Node | undefined; value: unknown } | undefined {
  if (!isMap(map)) return undefined;
  const pairs = map.items.filter((item) => isPair(item));
  for (const { key, value } of pairs)
    if (isScalar(key) && String(key.value) === String(step)) return { key, value: value ?? key };
  for (const { key, value } of pairs) {
    if (!isScalar(key) || key.value !== "<<") continue;
    const merged = resolve(value, document);
    for (const candidate of isSeq(merged) ? merged.items : [merged]) {
      const found = entry(resolve(candidate, document), step, document);
      if (found) return found;
    }
  }
  return undefined;
}

function resolve(node: unknown, document: Document.Parsed): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

/** Escapes and folding move characters; then the beginning must do. */
function isOnOneLine(type: string | null | undefined, source: string | undefined, value: unknown): boolean {
  return (type === "PLAIN" || type === "QUOTE_SINGLE" || type === "QUOTE_DOUBLE") && source === value;
}

function placeOf(file: string, lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}
