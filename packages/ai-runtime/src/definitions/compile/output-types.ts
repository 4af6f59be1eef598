import type { JsonObject } from "@mozaiks/contracts";
import type { OutputField } from "../files/structured-outputs-file.ts";
import { suggest } from "../source/name-suggestion.ts";
import { nullable } from "./strict-schema.ts";

/** Why a field's type cannot be read, and at which of its keys that is. */
export class OutputTypeError extends Error {
  override readonly name = "OutputTypeError";
  readonly key: "type" | "items" | "values" | "variants";
  readonly fix: string;

  constructor(key: OutputTypeError["key"], message: string, fix: string) {
    super(message);
    this.key = key;
    this.fix = fix;
  }
}

const primitives: Readonly<Record<string, JsonObject>> = {
  str: { type: "string" },
  string: { type: "string" },
  int: { type: "integer" },
  integer: { type: "integer" },
  float: { type: "number" },
  number: { type: "number" },
  bool: { type: "boolean" },
  boolean: { type: "boolean" },
  dict: { type: "object", additionalProperties: true },
  object: { type: "object", additionalProperties: true },
};

const words = ["str", "int", "float", "bool", "list", "dict", "literal", "union", "optional"];

/**
 * The JSON Schema of a field in the original's type language; other models become `$ref`s to `#/$defs/<name>`.
 * @throws OutputTypeError when the type is not in the language or names an unknown model.
 */
export function schemaOfField(field: OutputField, models: ReadonlySet<string>): JsonObject {
  const schema = schemaOfType(field.type.trim(), field, models, "type");
  const hints = [
    field.description ?? "",
    field.default === undefined ? "" : `Default: ${JSON.stringify(field.default)}.`,
  ];
  const description = hints.filter((hint) => hint !== "").join(" ");
  return description === "" || "$ref" in schema ? schema : { ...schema, description };
}

function schemaOfType(
  type: string,
  field: OutputField,
  models: ReadonlySet<string>,
  key: OutputTypeError["key"],
): JsonObject {
  if (models.has(type)) return { $ref: `#/$defs/${type}` };
  const alternatives = splitOutside(type, "|");
  if (alternatives.length > 1) return schemaOfUnion(alternatives, models, key);
  const inner = /^(list|optional|dict|literal|union)\s*\[(.*)\]$/is.exec(type);
  if (inner) return schemaOfGeneric(String(inner[1]).toLowerCase(), String(inner[2]).trim(), field, models, key);
  const word = type.toLowerCase();
  const prefixed = /^optional_(.+)$/.exec(word);
  if (prefixed) return nullable(schemaOfType(String(prefixed[1]), field, models, key));
  const primitive = primitives[word];
  if (primitive && Object.hasOwn(primitives, word)) return primitive;
  switch (word) {
    case "list":
    case "array":
      if (field.items == null)
        throw new OutputTypeError("type", "is a list without items", "Write list[str], or add `items:`.");
      return { type: "array", items: schemaOfType(field.items.trim(), { ...field, items: null }, models, "items") };
    case "literal":
      return schemaOfLiteral(field.values ?? []);
    case "union":
      return schemaOfUnion(field.variants ?? [], models, "variants");
    default:
      throw new OutputTypeError(
        key,
        `has the unknown type ${JSON.stringify(type)}`,
        suggest(type, [...words, ...models], `Use ${words.join(", ")} or the name of a model.`),
      );
  }
}

type Literal = string | number | boolean;

/** A value as it stands between the brackets of a literal: quoted, a number, `true`, `false`, else a bare word. */
function literalOf(text: string): Literal {
  const quoted = /^(["'])(.*)\1$/s.exec(text);
  if (quoted) return String(quoted[2]);
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : text;
}

/** The parts between separators that stand in no brackets and no quotes; none of an empty text. */
function splitOutside(text: string, separator: "," | "|"): readonly string[] {
  const parts = [""];
  let depth = 0;
  let quote = "";
  for (const character of text) {
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === "[") depth += 1;
    else if (character === "]") depth -= 1;
    if (character === separator && depth === 0 && quote === "") parts.push("");
    else parts.push((parts.pop() ?? "") + character);
  }
  return text.trim() === "" ? [] : parts.map((part) => part.trim());
}

function schemaOfGeneric(
  outer: string,
  inner: string,
  field: OutputField,
  models: ReadonlySet<string>,
  key: OutputTypeError["key"],
): JsonObject {
  if (outer === "literal") return schemaOfLiteral(splitOutside(inner, ",").map(literalOf));
  if (outer === "union") return schemaOfUnion(splitOutside(inner, ","), models, key);
  const of = outer === "dict" ? inner.replace(/^str\s*,\s*/, "") : inner;
  const schema = schemaOfType(of, field, models, key);
  if (outer === "list") return { type: "array", items: schema };
  return outer === "dict" ? { type: "object", additionalProperties: schema } : nullable(schema);
}

function schemaOfLiteral(values: readonly Literal[]): JsonObject {
  if (values.length === 0) throw new OutputTypeError("type", "is a literal without values", "Add `values:`.");
  const types = new Set(values.map((value) => (typeof value === "number" ? "number" : typeof value)));
  const [only] = types;
  return { ...(types.size === 1 && only !== undefined && { type: only }), enum: [...values] };
}

function schemaOfUnion(
  variants: readonly (string | null)[],
  models: ReadonlySet<string>,
  key: OutputTypeError["key"],
): JsonObject {
  if (variants.length === 0) throw new OutputTypeError("type", "is a union without variants", "Add `variants:`.");
  const isNull = (variant: string | null): boolean => variant === null || /^(null|none)$/i.test(variant);
  const schemas = variants.flatMap((variant) =>
    variant === null || isNull(variant) ? [] : [schemaOfType(variant.trim(), { type: variant }, models, key)],
  );
  const [first] = schemas;
  if (!first) throw new OutputTypeError(key, "is a union of nothing but null", "Add another variant.");
  const union = schemas.length === 1 ? first : { anyOf: schemas };
  return variants.some(isNull) ? nullable(union) : union;
}
