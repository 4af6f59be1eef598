/**
 * A filter object as the CEL text that REST takes: `{done: false, priority: {gte: 3}}` → `done == false && priority >= 3`.
 * Undefined when it asks nothing. What it cannot say the server refuses.
 */
export function toCel(filter: object | undefined): string | undefined {
  const text = conditionOf(filter ?? {});
  return text === "true" ? undefined : text;
}

const comparisons: Readonly<Record<string, string>> = { eq: "==", ne: "!=", lt: "<", lte: "<=", gt: ">", gte: ">=" };

function conditionOf(filter: object): string {
  const parts = Object.entries(filter).flatMap(([name, value]): readonly string[] => {
    if (value === undefined) return [];
    if (name === "and") return [joined(value.map(conditionOf), "&&")];
    if (name === "or") return [joined(value.map(conditionOf), "||")];
    if (name === "not") return [`!(${conditionOf(value)})`];
    if (typeof value !== "object" || value === null || value instanceof Date) return [`${name} == ${literal(value)}`];
    return Object.entries(value).map(([test, operand]) => testOf(name, test, operand));
  });
  return joined(parts, "&&");
}

function testOf(name: string, test: string, operand: unknown): string {
  if (test === "in") return `${name} in [${(operand as readonly unknown[]).map(literal).join(", ")}]`;
  if (test === "has") return `${literal(operand)} in ${name}`;
  return test in comparisons
    ? `${name} ${comparisons[test]} ${literal(operand)}`
    : `${name}.${test}(${literal(operand)})`;
}

const literal = (value: unknown): string => JSON.stringify(Object.is(value, -0) ? 0 : value);

/** In pairs of pairs: a chain of `&&` is as deep as it is long, and conditions nest at most 8 deep. */
function joined(parts: readonly string[], operator: "&&" | "||"): string {
  const [first, ...rest] = parts;
  if (first === undefined) return operator === "&&" ? "true" : "false";
  if (rest.length === 0) return first;
  const half = Math.ceil(parts.length / 2);
  const [left, right] = [parts.slice(0, half), parts.slice(half)].map((some) => inner(some, operator));
  return `${left} ${operator} ${right}`;
}

const inner = (parts: readonly string[], operator: "&&" | "||"): string => `(${joined(parts, operator)})`;
