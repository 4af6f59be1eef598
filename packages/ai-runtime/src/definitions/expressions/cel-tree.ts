import type { ASTNode } from "@marcbachmann/cel-js";

const macros = new Set(["all", "exists", "exists_one", "map", "filter"]);

/** The parts of a node, in source order. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "map":
      return node.args.flat();
    case "!_":
    case "-_":
      return [node.args];
    default:
      return node.args;
  }
}

/** A node and everything below it. */
export function* nodesOf(node: ASTNode): Generator<ASTNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

/** How many loops over a list stand inside each other. */
export function loopDepth(node: ASTNode): number {
  const below = Math.max(0, ...childrenOf(node).map(loopDepth));
  return node.op === "rcall" && macros.has(node.args[0]) ? below + 1 : below;
}
