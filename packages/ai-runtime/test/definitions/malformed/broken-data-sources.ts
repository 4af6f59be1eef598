import { smallWorkflow } from "../temporary-workflow.ts";
import type { MalformedDefinition } from "./malformed-definition.ts";

/** A third variable, its source in line 8. */
const broken = (
  what: string,
  type: string,
  source: string,
  error: string,
  says: string,
  ...more: readonly string[]
): MalformedDefinition => ({
  what,
  files: {
    "context_variables.yaml": `${smallWorkflow["context_variables.yaml"] ?? ""}  - name: extra\n    type: ${type}\n    source: { ${source} }\n${more.map((line) => `    ${line}\n`).join("")}`,
  },
  error: `context_variables.yaml:${error}`,
  says,
});

const entity = "type: data_entity, collection: c";
const schema = "schema: { type: object }";
const looked = "type: data_reference, collection: c";

export const brokenDataSources: readonly MalformedDefinition[] = [
  broken("a reference without a collection", "object", "type: data_reference", "8:13 key.missing", "collection"),
  broken(
    "a collection with a blank",
    "object",
    "type: data_reference, collection: a b",
    "8:49 name.invalid",
    "letters",
  ),
  broken("an unknown key of a reference", "object", `${looked}, qury: {}`, "8:52 key.unknown", 'Did you mean "query"?'),
  broken("a key of the original", "object", `${looked}, query_template: {}`, "8:52 key.unknown", "Call it query."),
  broken("a query that is a text", "object", `${looked}, query: all`, "8:59 value.invalid", "Write keys and values"),
  broken("an unknown operator", "object", `${looked}, query: { a: { gte3: 1 } }`, "8:66 key.unknown", '"gte"'),
  broken(
    "an operator of another language",
    "object",
    `${looked}, query: { a: { $gt: 1 } }`,
    "8:66 key.unknown",
    "operator",
  ),
  broken("nothing said of a member", "object", `${looked}, query: { a: {} }`, "8:64 key.missing", "Write one of: eq"),
  broken(
    "a comparison with an object",
    "object",
    `${looked}, query: { a: { eq: { b: 1 } } }`,
    "8:70 value.invalid",
    "a text",
  ),
  broken(
    "a comparison with nothing",
    "object",
    `${looked}, query: { a: null }`,
    "8:64 value.invalid",
    "eq compares with",
  ),
  broken(
    "an order among booleans",
    "object",
    `${looked}, query: { a: { lt: true } }`,
    "8:70 value.invalid",
    "a text or a number",
  ),
  broken(
    "a text instead of a list",
    "object",
    `${looked}, query: { a: { in: open } }`,
    "8:70 value.invalid",
    "a list of",
  ),
  broken(
    "a member that is no name",
    "object",
    `${looked}, query: { 'a b': 1 }`,
    "8:61 name.invalid",
    "a dot between names",
  ),
  broken(
    "a query of an unknown variable",
    "object",
    `${looked}, query: { a: '{{ stge }}' }`,
    "8:64 name.unknown",
    '"stage"',
  ),
  broken(
    "a query that is no template",
    "object",
    `${looked}, query: { a: '{{ stage | no }}' }`,
    "8:64 prompt.invalid",
    "filter",
  ),
  broken(
    "a secret in a query",
    "object",
    `${looked}, query: { a: '\${secret:KEY}' }`,
    "8:64 value.invalid",
    "A secret",
  ),
  broken(
    "a query of what it looks up",
    "object",
    `${looked}, query: { a: '{{ extra.b }}' }`,
    "8:13 variable.cycle",
    "extra -> extra",
  ),
  broken("a sort that is no name", "array", `${looked}, sort: +price`, "8:58 name.invalid", "letters, digits"),
  broken("a member of a member as field", "object", `${looked}, fields: [a.b]`, "8:61 name.invalid", "Use letters"),
  broken("a text without its field", "string", looked, "8:13 key.missing", "fields: [name]"),
  broken("a text of two fields", "string", `${looked}, fields: [a, b]`, "8:60 value.invalid", "takes one member"),
  broken("a limit of one document", "object", `${looked}, limit: 3`, "8:52 key.conflict", "type: array"),
  broken("a limit without end", "array", `${looked}, limit: 1000`, "8:59 value.invalid", "100"),
  broken("an unknown refresh", "object", `${looked}, refresh: on_demand`, "8:61 value.invalid", "per_run"),
  broken("an entity without schema", "object", entity, "8:13 key.missing", "schema"),
  broken(
    "an entity's schema that is none",
    "object",
    `${entity}, schema: { type: objct }`,
    "8:65 schema.invalid",
    "JSON Schema",
  ),
  broken("an entity with two schemas", "object", `${entity}, ${schema}`, "9:5 key.conflict", "Remove it", schema),
  broken("an entity that is a list", "array", `${entity}, ${schema}`, "7:11 value.invalid", "type: object"),
  broken(
    "an entity with an id of its own",
    "object",
    `${entity}, schema: { properties: { id: {} } }`,
    "8:73 name.invalid",
    "key",
  ),
  broken(
    "a key of an unknown variable",
    "object",
    `${entity}, ${schema}, key: '{{ usr_id }}'`,
    "8:80 name.unknown",
    '"user_id"',
  ),
  broken(
    "an unknown time to write",
    "object",
    `${entity}, ${schema}, write_strategy: at_once`,
    "8:91 value.invalid",
    "immediate",
  ),
  broken(
    "a phase to write at",
    "object",
    `${entity}, ${schema}, write_strategy: on_phase_transition`,
    "8:91 value.invalid",
    "There are no phases",
  ),
  broken(
    "a default that does not fit an entity",
    "object",
    `${entity}, schema: { required: [a] }`,
    "9:14 default.invalid",
    "'a'",
    "default: {}",
  ),
];
