import {
  type Document,
  type DocumentCondition,
  type DocumentQuery,
  revisionOf,
  tenantOf,
} from "@mozaiks/ai-runtime/ports";
import type { Json } from "@mozaiks/contracts";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { OpenedDocuments } from "../document-store-contract.ts";
import { foundIn } from "./model.ts";

const acme = tenantOf("acme");

const scalar = fc.oneof(
  fc.constantFrom("", "a", "b", "B", "ä", "\uffee", "😀", "10", "9", "true"),
  fc.constantFrom(-1, 0, 1, 1.5, 9, 10, 1e21),
  fc.boolean(),
);
const ordered = scalar.filter((value) => typeof value !== "boolean") as fc.Arbitrary<string | number>;
const member = fc.oneof(scalar, scalar, fc.constantFrom<Json[]>(null, ["a"], [], {}, { city: "a" }, { city: 1 }));
const body = fc.dictionary(fc.constantFrom("x", "y", "place"), member, { noNullPrototype: true });
const field = fc.constantFrom("id", "x", "y", "place.city", "missing");
const condition: fc.Arbitrary<DocumentCondition> = fc.oneof(
  fc.record({ field, operator: fc.constantFrom("eq" as const, "ne" as const), value: scalar }),
  fc.record({
    field,
    operator: fc.constantFrom("gt" as const, "gte" as const, "lt" as const, "lte" as const),
    value: ordered,
  }),
  fc.record({ field, operator: fc.constant("in" as const), value: fc.array(scalar, { maxLength: 3 }) }),
);
const query: fc.Arbitrary<DocumentQuery> = fc.record(
  {
    where: fc.array(condition, { maxLength: 2 }),
    sort: fc.record({ field, descending: fc.boolean() }),
    limit: fc.integer({ min: 1, max: 12 }),
  },
  { requiredKeys: ["where", "limit"] },
);

/** What a query finds, and in which order. */
export function documentQueryContract(open: () => Promise<OpenedDocuments>): void {
  it("finds what fulfils every condition, in the order that is asked for, the last written first among equals", async () => {
    await using opened = await open();
    const { documents } = opened;
    let round = 0;
    const property = fc.asyncProperty(
      fc.array(body, { maxLength: 10 }),
      fc.array(query, { minLength: 5, maxLength: 5 }),
      async (bodies, queries) => {
        round += 1;
        const collection = `c${round}`;
        const oldestFirst: Document[] = bodies.map((each, index) => ({ ...each, id: `d${index}` }));
        await Promise.all(
          oldestFirst.map((document, index) =>
            documents.put(acme, collection, document, revisionOf(new Date(index).toISOString(), 1, "w")),
          ),
        );
        for (const each of queries)
          expect(await documents.find(acme, collection, each)).toEqual(foundIn(oldestFirst, each));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
}
