import type { MalformedDefinition } from "./malformed-definition.ts";

const models = (...lines: readonly string[]): Readonly<Record<string, string>> => ({
  "structured_outputs.yaml": ["models:", "  Reply:", ...lines.map((line) => `    ${line}`), ""].join("\n"),
});
/** A model with one field, which stands in line 4. */
const field = (text: string): Readonly<Record<string, string>> => models("fields:", `  text: ${text}`);

export const brokenOutputs: readonly MalformedDefinition[] = [
  {
    what: "a model without fields",
    files: models("description: x"),
    error: "structured_outputs.yaml:3:5 key.missing",
    says: "either fields or schema",
  },
  {
    what: "a field without type",
    files: field("{ description: x }"),
    error: "structured_outputs.yaml:4:13 key.missing",
    says: "type is missing",
  },
  {
    what: "an unknown type",
    files: field("{ type: strng }"),
    error: "structured_outputs.yaml:4:21 output.type-invalid",
    says: "unknown type",
  },
  {
    what: "an unknown type without the word for it",
    files: field("strng"),
    error: "structured_outputs.yaml:4:13 output.type-invalid",
    says: "unknown type",
  },
  {
    what: "a field that is a list",
    files: field("[str]"),
    error: "structured_outputs.yaml:4:13 value.invalid",
    says: "object",
  },
  {
    what: "an unknown model in a list",
    files: field('{ type: "list[Repli]" }'),
    error: "structured_outputs.yaml:4:21 output.type-invalid",
    says: 'Did you mean "Reply"?',
  },
  {
    what: "an unknown model as items",
    files: field("{ type: list, items: Repli }"),
    error: "structured_outputs.yaml:4:34 output.type-invalid",
    says: 'Did you mean "Reply"?',
  },
  {
    what: "a list without items",
    files: field("{ type: list }"),
    error: "structured_outputs.yaml:4:21 output.type-invalid",
    says: "without items",
  },
  {
    what: "a literal without values",
    files: field("{ type: literal }"),
    error: "structured_outputs.yaml:4:21 output.type-invalid",
    says: "Add `values:`",
  },
  {
    what: "a union without variants",
    files: field("{ type: union }"),
    error: "structured_outputs.yaml:4:21 output.type-invalid",
    says: "Add `variants:`",
  },
  {
    what: "a union with an unknown variant",
    files: field("{ type: union, variants: [str, Nope] }"),
    error: "structured_outputs.yaml:4:38 output.type-invalid",
    says: "unknown type",
  },
  {
    what: "a default of another type",
    files: field("{ type: int, default: a }"),
    error: "structured_outputs.yaml:4:35 default.invalid",
    says: "must be integer",
  },
  {
    what: "an unknown key of a field",
    files: field("{ type: str, descripton: a }"),
    error: "structured_outputs.yaml:4:26 key.unknown",
    says: 'Did you mean "description"?',
  },
  {
    what: "a model's schema that is none",
    files: models("schema:", "  type: object", "  properties: { a: { type: strin } }"),
    error: "structured_outputs.yaml:5:32 schema.invalid",
    says: "Not a JSON Schema",
  },
  {
    what: "a model's schema that is no object",
    files: models("schema:", "  type: array"),
    error: "structured_outputs.yaml:4:7 output.type-invalid",
    says: "not an object",
  },
  {
    what: "a model's name with a space",
    files: { "structured_outputs.yaml": "models:\n  My Reply: { fields: { a: { type: str } } }\n" },
    error: "structured_outputs.yaml:2:3 name.invalid",
    says: "letters, digits",
  },
  {
    what: "an unknown agent in the registry",
    files: { "structured_outputs.yaml": "models: { R: { fields: { a: { type: str } } } }\nregistry:\n  Anne: R\n" },
    error: "structured_outputs.yaml:3:3 name.unknown",
    says: 'Did you mean "Ann"?',
  },
  {
    what: "an unknown model in the registry",
    files: { "structured_outputs.yaml": "registry: { Ann: Reply }\n" },
    error: "structured_outputs.yaml:1:18 name.unknown",
    says: "no model",
  },
];
