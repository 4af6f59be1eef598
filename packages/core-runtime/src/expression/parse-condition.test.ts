import { describe, expect, it } from "vitest";
import type { FieldType } from "../definition/field-type.ts";
import type { Row } from "../data/row.ts";
import { bind } from "./bind.ts";
import { evaluate } from "./evaluate.ts";
import { type Names, parseCondition } from "./parse-condition.ts";

const fields: Readonly<Record<string, FieldType>> = {
  title: { kind: "text" },
  subtitle: { kind: "text" },
  rank: { kind: "integer" },
  ratio: { kind: "number" },
  price: { kind: "decimal", precision: 18, scale: 2 },
  cost: { kind: "decimal", precision: 18, scale: 1 },
  done: { kind: "boolean" },
  due: { kind: "date" },
  at: { kind: "datetime" },
  tags: { kind: "list", item: { kind: "text" } },
  more: { kind: "list", item: { kind: "text" } },
  owner: { kind: "reference", collection: "users", onDelete: "set-null" },
};
const namesFor = (isRule: boolean): Names => ({
  known: Object.keys(fields),
  isRule,
  field: (name) => (fields[name] ? { kind: "field", name, type: fields[name] } : undefined),
});
const parse = (source: string, isRule = false) =>
  parseCondition(source, namesFor(isRule), (code, message) => {
    throw new Error(`${code}: ${message}`);
  });

const row: Row = {
  tenant: "t",
  id: "1",
  owner: "ann",
  version: 1,
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
  deleted_at: null,
  title: "Water the plants",
  subtitle: null,
  rank: 3,
  ratio: 0.5,
  price: "12.50",
  cost: "0.0",
  done: false,
  due: "2026-02-01",
  at: "2026-02-01T12:00:00.000Z",
  tags: ["home", "green"],
  more: null,
};
const principal = {
  user: { id: "ann", email: "ann@example.com" },
  organization: { id: "o", role: "member" },
  now: "2026-03-01T00:00:00.000Z",
};
const holds = (source: string, isRule = false) =>
  evaluate(
    bind(parse(source, isRule), principal, () => false),
    row,
    () => undefined,
  );

describe("a condition", () => {
  it.each<[string, boolean]>([
    ['title == "Water the plants"', true],
    ['"Water the plants" == title', true],
    ['title != "Water the plants"', false],
    ["subtitle == null", true],
    ['subtitle != "x"', true],
    ['subtitle < "x"', false],
    ['!(subtitle < "x")', true],
    ["rank > 2 && rank < 4", true],
    ["4 >= rank", true],
    ["3 > rank", false],
    ["rank == 3.0", true],
    ["rank == -3", false],
    ["rank in [1, 2, 3]", true],
    ["rank in []", false],
    ["subtitle in [null]", true],
    ["ratio <= rank", true],
    ["price == 12.5", true],
    ['price < "12.51"', true],
    ["price > -0.01", true],
    ["price < 999999999999999999", true],
    ["done", false],
    ["!done || false", true],
    ["done == false", true],
    ['due < "2026-02-02"', true],
    ['at == "2026-02-01T13:00:00+01:00"', true],
    ['at > "2026-02-01"', true],
    ['"home" in tags', true],
    ['"hom" in tags', false],
    ['"home" in more', false],
    ["title in tags", false],
    ['title.startsWith("Water")', true],
    ['title.startsWith("water")', false],
    ['title.contains("%")', false],
    ['title.contains("")', true],
    ['subtitle.contains("")', false],
    ["title == r'Water the plants'", true],
    ["true", true],
  ])("%s is %s", (source, expected) => {
    expect(holds(source)).toBe(expected);
  });

  it.each<[string, boolean]>([
    ["record.owner == user.id", true],
    ['user.email == "ann@example.com"', true],
    ['org.id == "o" && org.role != "owner"', true],
    ["record.at < now", true],
    ['record.owner in [user.id, "bob"]', true],
    ["user.id in record.tags", false],
    ["record.title.contains(user.id)", false],
  ])("of a rule: %s is %s", (source, expected) => {
    expect(holds(source, true)).toBe(expected);
  });

  it.each<[string, string]>([
    ["titel == 1", 'unknown-field: There is no field "titel"; did you mean "title"?'],
    ["record.title == 1", "unknown-field: record.title is unknown"],
    ["at > now", 'unknown-field: There is no field "now"'],
    ["title == 1", "type: title takes a text, not 1"],
    ["title == rank", "type: title and rank are of different kinds"],
    ["price == cost", "type: price and cost are of different kinds"],
    ["rank == 9007199254740993", "type: rank takes a number, not 9007199254740993"],
    ["price > 1234567890123456.78", "type: price needs so many digits as a text"],
    ["price == 1.234", "type: price takes a number with at most 2 digits after the point"],
    ["tags == more", "type: tags can only be compared with null"],
    ["tags in [null]", "type: tags can only be compared with null"],
    ["rank in tags", "type: tags and rank are of different kinds"],
    ["title in [rank]", "type: title and rank are of different kinds"],
    ['"a" in title', "type: Behind `in` stands a list"],
    ["title.contains(tags)", "type: title and tags are of different kinds"],
    ['tags.contains("a")', "type: tags is no text"],
    ['title.matches("a")', "invalid: There is no matches()"],
    ['title.contains("a", "b")', "invalid: There is no contains()"],
    ['title == "\\u0000"', "invalid: title has no text with U+0000"],
    ['at > "yesterday"', "type: at takes a time"],
    ['at > "2026-01-01T00:00:00"', "type: at takes a time"],
    ['due == "2026-13-01"', "type: due takes a date"],
    ["title == b'x'", "invalid: "],
    ["rank == 1u", "invalid: "],
    ["tags == []", "invalid: "],
    ["title", "invalid: title is not a condition"],
    ["done ? done : done", "invalid: "],
    ["size(title) > 1", "invalid: A comparison needs a field on one side"],
    ["1 == 1", "invalid: A comparison needs a field on one side"],
    ["title ==", "invalid: The condition cannot be read"],
    ["", "invalid: The condition cannot be read"],
    ["(".repeat(2000), "invalid: The condition cannot be read"],
    [`title == "${"x".repeat(2048)}"`, "too-big: A condition has at most 2048 bytes"],
    [Array.from({ length: 40 }, () => "done").join(" && "), ""],
    [Array.from({ length: 17 }, () => "rank == 1").join(" || "), "too-big: A condition has at most 50 parts"],
    [`${"!".repeat(8)}done`, "too-big: A condition nests at most 8 deep"],
  ])("%s is refused or read", (source, message) => {
    const reading = () => parse(source);
    if (message === "") expect(reading).not.toThrow();
    else expect(reading).toThrow(message);
  });
});
