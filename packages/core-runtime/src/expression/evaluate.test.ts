import fc from "fast-check";
import { expect, it } from "vitest";
import { conditionsOn, rowsOf, schemas } from "../../test/engines/random-data.ts";
import { evaluate } from "./evaluate.ts";

it("says of every record either a condition or its complement", () => {
  const targets = schemas.map((fields) => fields.slice(0, 2));
  const cases = fc
    .tuple(schemas, targets)
    .chain(([fields, others]) => fc.tuple(rowsOf(fields, "t"), rowsOf(others, "t"), conditionsOn(fields, others)));
  fc.assert(
    fc.property(cases, ([rows, others, condition]) => {
      const lookup = (_collection: string, id: string) => others[Number(id.slice(1))];
      for (const row of rows)
        expect(evaluate({ op: "not", of: condition }, row, lookup)).toBe(!evaluate(condition, row, lookup));
    }),
  );
});
