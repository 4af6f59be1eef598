import { allOf, always, anyOf, complement, type Expr, type FieldOperand } from "../expression/expr.ts";
import { parseCondition } from "../expression/parse-condition.ts";
import type { FieldType } from "./field-type.ts";
import { suggestion } from "../nearest-name.ts";
import { invalidApp } from "./invalid-app.ts";
import { hasVia, type Rule } from "./rule.ts";

/** What a rule may name: the fields of its collection, those of others, and the app's roles. */
export interface RuleNames {
  /** For messages: `tasks.rules.update`. */
  readonly place: string;
  /** The type of each field, system fields included. */
  readonly fields: ReadonlyMap<string, FieldType>;
  /** The fields of another collection; undefined when there is none of that name. */
  fieldsOf(collection: string): ReadonlyMap<string, FieldType> | undefined;
  /** Whether the records of another collection belong to the same tenant. */
  isReachable(collection: string): boolean;
  /** Highest first. */
  readonly roles: readonly string[];
}

/** A rule as a typed expression. @throws MozaiksError `app.invalid` that names the place, what is wrong and what would be right. */
export function resolveRule(rule: Rule, names: RuleNames): Expr {
  switch (rule?.rule) {
    case "public":
      return always;
    case "signed-in":
      return signedIn;
    case "owner":
      return userIs(fieldOf("owner", names));
    case "role":
      if (!names.roles.includes(rule.atLeast))
        invalid(
          names,
          `there is no role ${JSON.stringify(rule.atLeast)}${suggestion(rule.atLeast, names.roles, "roles")}`,
        );
      return { op: "role", atLeast: rule.atLeast };
    case "member": {
      const list = fieldOf(rule.field, names);
      if (list.type.kind !== "list" || list.type.item.kind !== "reference" || list.type.item.collection !== "users")
        invalid(names, `member(${JSON.stringify(rule.field)}) needs a list of references to users`);
      return { op: "has", list, value: { kind: "variable", name: "user.id" } };
    }
    case "via": {
      const target = fieldOf(rule.field, names);
      if (target.type.kind !== "reference")
        return invalid(names, `via(${JSON.stringify(rule.field)}) needs a reference field`);
      const { collection } = target.type;
      const fields = names.fieldsOf(collection);
      if (!names.isReachable(collection))
        return invalid(
          names,
          `via(${JSON.stringify(rule.field)}) would look from one tenant into another: ${collection} is of another scope`,
        );
      if (!fields) return invalid(names, `via(${JSON.stringify(rule.field)}) cannot look into ${collection}`);
      if (hasVia(rule.of)) return invalid(names, "via() goes one hop: it cannot hold another via()");
      return { op: "via", target, collection, rule: resolveRule(rule.of, { ...names, fields }) };
    }
    case "and":
      return allOf(rule.of.map((part) => resolveRule(part, names)));
    case "or":
      return anyOf(rule.of.map((part) => resolveRule(part, names)));
    case "not":
      return complement(resolveRule(rule.of, names));
    case "where": {
      const known = [...names.fields.keys()];
      const field = (name: string): FieldOperand | undefined => {
        const type = names.fields.get(name);
        return type && { kind: "field", name, type };
      };
      if (typeof rule.source !== "string")
        return invalid(names, 'where() takes a text such as "record.assignee == user.id"');
      return parseCondition(rule.source, { field, known, isRule: true }, (_code, message) =>
        invalid(names, `where(${JSON.stringify(rule.source)}): ${message}`),
      );
    }
    default:
      return invalid(
        names,
        "is no rule; rules are owner(), where(), auth.signedIn(), auth.role(), auth.public(), member(), via(), and(), or(), not()",
      );
  }
}

/** What `auth.signedIn()` is. */
export const signedIn: Expr = {
  op: "compare",
  how: "ne",
  left: { kind: "variable", name: "user.id" },
  right: { kind: "literal", value: null },
  type: { kind: "text" },
};

const userIs = (left: FieldOperand): Expr => ({
  op: "compare",
  how: "eq",
  left,
  right: { kind: "variable", name: "user.id" },
  type: { kind: "text" },
});

function fieldOf(name: string, names: RuleNames): FieldOperand {
  const type = names.fields.get(name);
  if (type) return { kind: "field", name, type };
  return invalid(
    names,
    `there is no field ${JSON.stringify(name)}${suggestion(name, [...names.fields.keys()], "fields")}`,
  );
}

const invalid = ({ place }: RuleNames, message: string): never => invalidApp(place, message);
