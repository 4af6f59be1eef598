import type { ASTNode } from "@marcbachmann/cel-js";
import { nodesOf } from "./cel-tree.ts";
import type { ExpressionScope } from "./expression-scope.ts";

export interface KindMistake {
  readonly message: string;
  /** Where in the expression, in UTF-16 code units. */
  readonly offset: number;
}

/**
 * The first comparison or logical operator whose operands can never fit. The library's own type check cannot tell,
 * because every variable may be null and is therefore dynamic.
 */
export function findKindMistake(tree: ASTNode, scope: ExpressionScope): KindMistake | undefined {
  for (const node of nodesOf(tree)) {
    const message = mistakeIn(node, scope);
    if (message) return { message, offset: node.start };
  }
  return undefined;
}

function mistakeIn(node: ASTNode, scope: ExpressionScope): string | undefined {
  switch (node.op) {
    case "==":
    case "!=": {
      const [left, right] = node.args.map((operand) => kindOf(operand, scope));
      if (!left || !right || left === right || left === "null" || right === "null") return undefined;
      return `compares a ${left} with a ${right}, which are never equal`;
    }
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const [left, right] = node.args.map((operand) => kindOf(operand, scope));
      if (!left || !right || (left === right && (left === "number" || left === "string"))) return undefined;
      return `cannot order a ${left} and a ${right}`;
    }
    case "&&":
    case "||":
    case "!_": {
      const operands = node.op === "!_" ? [node.args] : node.args;
      const kind = operands.map((operand) => kindOf(operand, scope)).find((kind) => kind && kind !== "boolean");
      return kind && `needs true or false around ${node.op === "!_" ? "!" : node.op}, not a ${kind}`;
    }
    default:
      return undefined;
  }
}

/** What a literal or a plain variable is; undefined when only the evaluation can tell. */
function kindOf(node: ASTNode, scope: ExpressionScope): string | undefined {
  if (node.op === "id") {
    const type = scope.get(node.args);
    return type === "integer" ? "number" : type;
  }
  if (node.op === "list") return "array";
  if (node.op === "map") return "object";
  if (node.op !== "value") return undefined;
  if (node.args === null) return "null";
  const kind = typeof node.args;
  if (kind === "bigint") return "number";
  return kind === "object" ? undefined : kind;
}
