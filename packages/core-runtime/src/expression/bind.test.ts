import { describe, expect, it } from "vitest";
import type { Row } from "../data/row.ts";
import { bind, type Principal, withValues } from "./bind.ts";
import { always, type Bound, type Expr, never, type Operand } from "./expr.ts";

const text = { kind: "text" } as const;
const owner: Operand = { kind: "field", name: "owner", type: text };
const userId: Operand = { kind: "variable", name: "user.id" };
const isOwner: Expr = { op: "compare", how: "eq", left: owner, right: userId, type: text };
const isAdmin: Expr = { op: "role", atLeast: "admin" };
const ann: Principal = {
  user: { id: "ann", email: "ann@example.com" },
  organization: { id: "o", role: "admin" },
  now: "2026-01-01T00:00:00.000Z",
};
const nobody: Principal = { user: null, organization: null, now: ann.now };
const isAtLeast = (role: string, atLeast: string) => role === atLeast;
const row: Row = {
  tenant: "t",
  id: "1",
  owner: "ann",
  version: 1,
  created_at: ann.now,
  updated_at: ann.now,
  deleted_at: null,
  project: "p",
};
const through = (rule: Expr): Expr => ({
  op: "via",
  target: { kind: "field", name: "project", type: text },
  collection: "projects",
  rule,
});

describe("bind", () => {
  it("puts the principal in the place of variables", () => {
    expect(bind(isOwner, ann, isAtLeast)).toEqual({ ...isOwner, right: { kind: "literal", value: "ann" } });
  });

  it.each<{ what: string; expr: Expr; principal: Principal; bound: object }>([
    { what: "a role one has", expr: isAdmin, principal: ann, bound: always },
    { what: "a role one has not", expr: { op: "role", atLeast: "owner" }, principal: ann, bound: never },
    { what: "a role of nobody", expr: isAdmin, principal: nobody, bound: never },
    { what: "what is asked of nobody", expr: isOwner, principal: nobody, bound: never },
    { what: "any with one that holds", expr: { op: "or", of: [isOwner, isAdmin] }, principal: ann, bound: always },
    { what: "all with one that fails", expr: { op: "and", of: [isAdmin, never] }, principal: ann, bound: never },
    { what: "the complement", expr: { op: "not", of: isAdmin }, principal: ann, bound: never },
    { what: "a rule on another record that nobody fulfils", expr: through(isAdmin), principal: nobody, bound: never },
    {
      what: "a comparison of facts",
      expr: { op: "in", value: userId, options: [{ kind: "literal", value: "ann" }], type: text },
      principal: ann,
      bound: always,
    },
  ])("decides $what without a row", ({ expr, principal, bound }) => {
    expect(bind(expr, principal, isAtLeast)).toEqual(bound);
  });

  it("leaves out what does not decide", () => {
    const bound = bind({ op: "and", of: [isAdmin, isOwner] }, ann, isAtLeast);
    expect(bound).toEqual(bind(isOwner, ann, isAtLeast));
  });
});

describe("withValues", () => {
  it("decides what depends on the record alone", () => {
    const bound = bind(isOwner, ann, isAtLeast);
    expect(withValues(bound, row)).toEqual(always);
    expect(withValues({ op: "not", of: bound }, row)).toEqual(never);
    expect(withValues(bound, { ...row, owner: null })).toEqual(never);
  });

  it("leaves open what looks at another record, with the id it looks for", () => {
    const bound = bind(through(isOwner), ann, isAtLeast);
    const open = withValues({ op: "or", of: [bound, never] } satisfies Bound, row);
    expect(open).toEqual({ ...bound, target: { kind: "literal", value: "p" } });
  });
});
