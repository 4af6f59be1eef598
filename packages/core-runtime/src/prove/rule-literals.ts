import type { CompiledCollection } from "../definition/compiled-app.ts";
import type { Expr, Operand, Scalar } from "../expression/expr.ts";

/** The values that rules compare fields with: data that is made of them fulfils rules and fails them. */
export function ruleLiterals(collections: Iterable<CompiledCollection>): ReadonlyMap<string, readonly Scalar[]> {
  const found = new Map<string, Scalar[]>();
  const add = (collection: string, one: Operand, other: Operand): void => {
    if (one.kind !== "field" || other.kind !== "literal") return;
    const key = `${collection}.${one.name}`;
    found.set(key, [...(found.get(key) ?? []), other.value]);
  };
  const walk = (collection: string, expr: Expr): void => {
    switch (expr.op) {
      case "and":
      case "or":
        return expr.of.forEach((part) => walk(collection, part));
      case "not":
        return walk(collection, expr.of);
      case "via":
        return walk(expr.collection, expr.rule);
      case "compare":
        add(collection, expr.left, expr.right);
        return add(collection, expr.right, expr.left);
      case "in":
        return expr.options.forEach((option) => add(collection, expr.value, option));
      case "has":
        return add(collection, expr.list, expr.value);
      case "text":
        return add(collection, expr.text, expr.part);
      default:
    }
  };
  for (const { name, rules, fields } of collections) {
    for (const { expr } of rules.values()) walk(name, expr);
    for (const { read, write } of fields) for (const expr of [read, write]) if (expr) walk(name, expr);
  }
  return found;
}
