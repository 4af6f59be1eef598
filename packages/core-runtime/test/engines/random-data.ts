import type { Json } from "@mozaiks/contracts";
import fc from "fast-check";
import type { Plan, SortKey } from "../../src/data/plan.ts";
import type { Row } from "../../src/data/row.ts";
import type { StoredField } from "../../src/data/stored-collection.ts";
import { type FieldType, isOrdered } from "../../src/definition/field-type.ts";
import type { Bound, BoundOperand, Scalar } from "../../src/expression/expr.ts";
import { fromSql } from "../../src/engines/sqlite/codec.ts";

/** Values that engines tend to get wrong come up often, and often more than once. */
const texts = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "",
      "a",
      "A",
      "ab",
      "a%",
      "_",
      "é",
      "e\u0301",
      "\u{1f30d}",
      "\ufffd",
      "\ue000",
      "\u{10ffff}",
      "'\"",
      "x".repeat(5000),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "")) },
);
const integers = fc.oneof(
  fc.constantFrom(0, 1, -1, 2, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
  fc.integer({ min: -5, max: 5 }),
);
const numbers = fc.oneof(
  fc.constantFrom(0, 0.1, 0.3, -0.5, 5e-324, 1.7976931348623157e308, 1e21, 2 ** 53),
  integers,
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);
const moments = fc
  .date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());
const targetIds = fc.constantFrom("t0", "t1", "t2", "t3", "elsewhere");

const fieldTypes: fc.Arbitrary<FieldType> = fc.oneof(
  fc.constantFrom<FieldType>(
    { kind: "text" },
    { kind: "integer" },
    { kind: "number" },
    { kind: "boolean" },
    { kind: "datetime" },
    { kind: "date" },
    { kind: "reference", collection: "targets", onDelete: "restrict" },
    { kind: "json" },
  ),
  fc
    .constantFrom<FieldType>({ kind: "text" }, { kind: "integer" }, { kind: "number" }, { kind: "boolean" })
    .map((item): FieldType => ({ kind: "list", item })),
  fc
    .integer({ min: 1, max: 18 })
    .chain((precision) =>
      fc.integer({ min: 0, max: precision }).map((scale): FieldType => ({ kind: "decimal", precision, scale })),
    ),
);

export const schemas = fc
  .array(fieldTypes, { minLength: 1, maxLength: 6 })
  .map((types) => types.map((type, index): StoredField => ({ name: `f${index}`, type })));

function presentOf(type: FieldType): fc.Arbitrary<Json> {
  switch (type.kind) {
    case "text":
      return texts;
    case "integer":
      return integers;
    case "number":
      return numbers;
    case "boolean":
      return fc.boolean();
    case "datetime":
      return fc.oneof(fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.001Z"), moments);
    case "date":
      return fc.oneof(
        fc.constant("2026-01-01"),
        moments.map((moment) => moment.slice(0, 10)),
      );
    case "reference":
      return targetIds;
    case "decimal": {
      const most = 10n ** BigInt(type.precision) - 1n;
      const scaled = fc.oneof(fc.constantFrom(0n, most, -most), fc.bigInt({ min: -most, max: most }));
      return scaled.map((value) => fromSql(String(value), type));
    }
    case "list":
      return fc.array(presentOf(type.item), { maxLength: 4 });
    case "json":
      return fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);
  }
}

const valuesOf = (type: FieldType): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: presentOf(type) });

const scalarsOf = (type: FieldType): fc.Arbitrary<Scalar> =>
  type.kind === "list" || type.kind === "json"
    ? fc.constant(null)
    : valuesOf(type).map((value) => (typeof value === "object" ? null : value));

/** Rows with the ids 0, 1, 2 … and values of every kind. */
export function rowsOf(fields: readonly StoredField[], tenant: string): fc.Arbitrary<readonly Row[]> {
  const own = Object.fromEntries(fields.map(({ name, type }) => [name, valuesOf(type)]));
  const row = fc.record({
    ...own,
    owner: fc.constantFrom("ann", "bob", null),
    version: fc.integer({ min: 1, max: 3 }),
    created_at: fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"),
    updated_at: moments,
    deleted_at: fc.constantFrom(null, null, null, "2026-01-03T00:00:00.000Z"),
  });
  return fc
    .array(row, { maxLength: 12 })
    .map((rows) => rows.map((given, index): Row => ({ tenant, id: String(index), ...given })));
}

const owner: StoredField = { name: "owner", type: { kind: "reference", collection: "users", onDelete: "set-null" } };
const id: StoredField = { name: "id", type: { kind: "text" } };

/** Conditions on records with these fields. */
export function conditionsOn(
  fields: readonly StoredField[],
  targets: readonly StoredField[] = [],
  depth = 3,
): fc.Arbitrary<Bound> {
  const leaves = [...fields, owner, id].map((field) => leafOn(field, fields));
  const references = fields.filter(({ type }) => type.kind === "reference");
  const via =
    targets.length > 0
      ? [
          fc
            .tuple(
              fc.oneof(fc.constantFrom(...references, id).map(operandOf), targetIds.map(literal)),
              conditionsOn(targets, [], 1),
            )
            .map(([target, rule]): Bound => ({ op: "via", target, collection: "targets", rule })),
        ]
      : [];
  const leaf = fc.oneof(
    fc.boolean().map((value): Bound => ({ op: "constant", value })),
    ...leaves,
    ...via,
  );
  if (depth === 0) return leaf;
  const inner = conditionsOn(fields, targets, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom("and" as const, "or" as const), fc.array(inner, { minLength: 1, maxLength: 3 }))
        .map(([op, of]): Bound => ({ op, of })),
    },
    { weight: 2, arbitrary: inner.map((of): Bound => ({ op: "not", of })) },
  );
}

const operandOf = ({ name, type }: StoredField): BoundOperand => ({ kind: "field", name, type });
const literal = (value: Scalar): BoundOperand => ({ kind: "literal", value });

function leafOn(field: StoredField, fields: readonly StoredField[]): fc.Arbitrary<Bound> {
  const { type } = field;
  const left = operandOf(field);
  const like = fields.filter((other) => JSON.stringify(other.type) === JSON.stringify(type)).map(operandOf);
  const other = isOrdered(type)
    ? fc.oneof(scalarsOf(type).map(literal), ...like.map((operand) => fc.constant(operand)))
    : scalarsOf(type).map(literal);
  const how = isOrdered(type)
    ? fc.constantFrom("eq", "ne", "lt", "lte", "gt", "gte" as const)
    : fc.constantFrom("eq", "ne" as const);
  const tests: fc.Arbitrary<Bound>[] = [
    fc.tuple(how, other).map(([how, right]): Bound => ({ op: "compare", how, left, right, type })),
  ];
  if (isOrdered(type))
    tests.push(fc.array(other, { maxLength: 5 }).map((options): Bound => ({ op: "in", value: left, options, type })));
  if (type.kind === "text")
    tests.push(
      fc
        .tuple(fc.constantFrom("startsWith", "contains" as const), other)
        .map(([how, part]): Bound => ({ op: "text", how, text: left, part })),
    );
  if (type.kind === "list") {
    const list = { kind: "field", name: field.name, type } as const;
    tests.push(scalarsOf(type.item).map((value): Bound => ({ op: "has", list, value: literal(value) })));
  }
  return fc.oneof(...tests);
}

/** Questions about such records, with places in the order that rows stand at, and others. */
export function plansOn(
  fields: readonly StoredField[],
  targets: readonly StoredField[],
): fc.Arbitrary<Omit<Plan, "collection" | "tenant">> {
  const sortable = [
    ...fields.filter(({ type }) => isOrdered(type)),
    owner,
    { name: "created_at", type: { kind: "datetime" } } as const,
  ];
  const key = (field: StoredField) =>
    fc.boolean().map((descending): SortKey => ({ field: { kind: "field", ...field }, descending }));
  return fc
    .tuple(fc.uniqueArray(fc.constantFrom(...sortable), { maxLength: 3, selector: ({ name }) => name }))
    .chain(([chosen]) => {
      const sorted = [...chosen, id];
      const after = fc.tuple(
        ...sorted.map(({ name, type }) => (name === "id" ? fc.constantFrom("0", "3", "5") : scalarsOf(type))),
      );
      return fc.record(
        {
          where: conditionsOn(fields, targets),
          deleted: fc.constantFrom("exclude", "only", "include" as const),
          sort: fc.tuple(...sorted.map(key)),
          limit: fc.integer({ min: 1, max: 15 }),
          after,
        },
        { requiredKeys: ["where", "deleted", "sort", "limit"] },
      );
    });
}
