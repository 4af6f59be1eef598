import { type ASTNode, parse } from "@marcbachmann/cel-js";
import type { FieldType } from "../definition/field-type.ts";
import { isOrdered } from "../definition/field-type.ts";
import {
  allOf,
  anyOf,
  complement,
  type Comparison,
  type Expr,
  type FieldOperand,
  type Operand,
  type Variable,
} from "./expr.ts";
import { suggestion } from "../nearest-name.ts";
import { type Complain, literalOf } from "./literal-of.ts";

/** What names mean in a condition: fields of the record, and in rules what is known of who asks. */
export interface Names {
  /** The field, or undefined when there is none that may be named here. */
  field(name: string): FieldOperand | undefined;
  /** Names to suggest. */
  readonly known: readonly string[];
  /** `record.` stands before fields, and `user`, `org` and `now` may be asked. */
  readonly isRule: boolean;
}

const limits = { bytes: 2048, nodes: 50, depth: 8 };

/** Parses a condition in CEL (`record.assignee == user.id`, or `done == false` in a filter) and checks its types. */
export function parseCondition(source: string, names: Names, complain: Complain): Expr {
  if (Buffer.byteLength(source) > limits.bytes) complain("too-big", `A condition has at most ${limits.bytes} bytes`);
  const node = parsed(source, complain);
  const size = measure(node);
  if (size.nodes > limits.nodes)
    complain("too-big", `A condition has at most ${limits.nodes} parts; this one has ${size.nodes}`);
  if (size.depth > limits.depth) complain("too-big", `A condition nests at most ${limits.depth} deep`);
  return new Reader(names, complain).condition(node);
}

function parsed(source: string, complain: Complain): ASTNode {
  try {
    return parse(source).ast;
  } catch (thrown) {
    const [line = ""] = (thrown instanceof Error ? thrown.message : String(thrown)).split("\n");
    return complain("invalid", `The condition cannot be read: ${line}`);
  }
}

const comparisons: Readonly<Record<string, Comparison>> = {
  "==": "eq",
  "!=": "ne",
  "<": "lt",
  "<=": "lte",
  ">": "gt",
  ">=": "gte",
};
const mirrored: Readonly<Record<Comparison, Comparison>> = {
  eq: "eq",
  ne: "ne",
  lt: "gt",
  lte: "gte",
  gt: "lt",
  gte: "lte",
};

const variableTypes: Readonly<Record<Variable, FieldType>> = {
  "user.id": { kind: "text" },
  "user.email": { kind: "text" },
  "org.id": { kind: "text" },
  "org.role": { kind: "text" },
  now: { kind: "datetime" },
};

class Reader {
  readonly #names: Names;
  readonly #complain: Complain;

  constructor(names: Names, complain: Complain) {
    this.#names = names;
    this.#complain = complain;
  }

  condition(node: ASTNode): Expr {
    switch (node.op) {
      case "&&":
        return allOf(node.args.map((part) => this.condition(part)));
      case "||":
        return anyOf(node.args.map((part) => this.condition(part)));
      case "!_":
        return complement(this.condition(node.args));
      case "in":
        return this.#membership(node.args[0], node.args[1]);
      case "rcall":
        return this.#text(node);
      case "value":
        if (typeof node.args === "boolean") return { op: "constant", value: node.args };
        break;
      case "id":
      case ".": {
        const operand = this.#operand(node);
        if (operand?.kind === "field" && operand.type.kind === "boolean")
          return {
            op: "compare",
            how: "eq",
            left: operand,
            right: { kind: "literal", value: true },
            type: operand.type,
          };
        break;
      }
      default: {
        const how = comparisons[node.op];
        if (how) return this.#comparison(how, ...(node.args as [ASTNode, ASTNode]));
      }
    }
    return this.#complain(
      "invalid",
      `${describe(node)} is not a condition; use == != < <= > >= in && || ! startsWith() contains()`,
    );
  }

  #comparison(how: Comparison, first: ASTNode, second: ASTNode): Expr {
    const [left, right] = [this.#operand(first), this.#operand(second)];
    if (left && right) {
      const type = typeOf(left);
      this.#needAlike(type, right, first, second);
      if (!isOrdered(type)) this.#complain("type", `${describe(first)} can only be compared with null`);
      return { op: "compare", how, left, right, type };
    }
    if (left) return this.#withLiteral(how, left, first, second);
    if (right) return this.#withLiteral(mirrored[how], right, second, first);
    return this.#complain("invalid", "A comparison needs a field on one side");
  }

  #withLiteral(how: Comparison, left: Operand, node: ASTNode, literal: ASTNode): Expr {
    const type = typeOf(left);
    const right = literalOf(this.#constant(literal), type, describe(node), this.#complain);
    this.#needOrder(how, type, node);
    return { op: "compare", how, left, right, type };
  }

  #needOrder(how: Comparison, type: FieldType, node: ASTNode): void {
    if (how !== "eq" && how !== "ne" && !isOrdered(type)) this.#complain("type", `${describe(node)} has no order`);
  }

  #membership(value: ASTNode, within: ASTNode): Expr {
    if (within.op === "list") {
      const operand = this.#operand(value) ?? this.#complain("invalid", "Before `in` stands a field");
      const type = typeOf(operand);
      if (!isOrdered(type)) this.#complain("type", `${describe(value)} can only be compared with null`);
      const options = within.args.map((option) => this.#valueOf(option, type, value));
      return { op: "in", value: operand, options, type };
    }
    const list = this.#operand(within);
    if (list?.kind !== "field" || list.type.kind !== "list")
      return this.#complain("type", `Behind \`in\` stands a list such as ["a", "b"], or a field that is one`);
    return { op: "has", list, value: this.#valueOf(value, list.type.item, within) };
  }

  #text({ args: [name, subject, parameters] }: Extract<ASTNode, { op: "rcall" }>): Expr {
    const [parameter] = parameters;
    if ((name !== "startsWith" && name !== "contains") || parameter === undefined || parameters.length !== 1)
      return this.#complain("invalid", `There is no ${name}(); text has startsWith("…") and contains("…")`);
    const text = this.#operand(subject);
    if (!text || family(typeOf(text)) !== "text") return this.#complain("type", `${describe(subject)} is no text`);
    return { op: "text", how: name, text, part: this.#valueOf(parameter, { kind: "text" }, subject) };
  }

  /** What stands where a value of a type is needed, because of what stands on the other side. */
  #valueOf(node: ASTNode, type: FieldType, other: ASTNode): Operand {
    const operand = this.#operand(node);
    if (!operand) return literalOf(this.#constant(node), type, describe(other), this.#complain);
    this.#needAlike(type, operand, other, node);
    return operand;
  }

  #needAlike(type: FieldType, operand: Operand, first: ASTNode, second: ASTNode): void {
    if (family(type) !== family(typeOf(operand)))
      this.#complain("type", `${describe(first)} and ${describe(second)} are of different kinds`);
  }

  #operand(node: ASTNode): Operand | undefined {
    if (node.op === "id") {
      if (!this.#names.isRule) return this.#field(node.args);
      if (node.args === "now") return { kind: "variable", name: "now" };
      return this.#complain(
        "unknown-field",
        `${node.args} is unknown; a rule knows record.<field>, user.id, user.email, org.id, org.role and now`,
      );
    }
    if (node.op !== ".") return undefined;
    const [holder, member] = node.args;
    if (holder.op !== "id" || !this.#names.isRule)
      return this.#complain("unknown-field", `${describe(node)} is unknown`);
    if (holder.args === "record") return this.#field(member);
    const name = `${holder.args}.${member}`;
    if (name in variableTypes) return { kind: "variable", name: name as Variable };
    return this.#complain(
      "unknown-field",
      `${name} is unknown; a rule knows record.<field>, user.id, user.email, org.id, org.role and now`,
    );
  }

  #field(name: string): Operand {
    const field = this.#names.field(name);
    if (field) return field;
    const known = suggestion(name, this.#names.known, "fields");
    return this.#complain("unknown-field", `There is no field ${JSON.stringify(name)}${known}`);
  }

  #constant(node: ASTNode): unknown {
    if (node.op === "-_") {
      const value = this.#constant(node.args);
      if (typeof value === "number" || typeof value === "bigint") return -value;
    }
    const value: unknown = node.op === "value" ? node.args : undefined;
    if (value === undefined || (typeof value === "object" && value !== null))
      return this.#complain("invalid", `${describe(node)} is not a value that fields have`);
    return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
}

function typeOf(operand: Operand): FieldType {
  if (operand.kind === "field") return operand.type;
  return operand.kind === "variable" ? variableTypes[operand.name] : { kind: "json" };
}

/** Types that may be compared with each other: decimals are so only when they have as many digits after the point. */
function family(type: FieldType): string {
  if (type.kind === "reference") return "text";
  if (type.kind === "decimal") return `decimal ${type.scale}`;
  return type.kind === "integer" ? "number" : type.kind;
}

function describe(node: ASTNode): string {
  if (node.op === "id") return node.args;
  if (node.op === ".") return `${describe(node.args[0])}.${node.args[1]}`;
  if (node.op === "value") return typeof node.args === "string" ? JSON.stringify(node.args) : String(node.args);
  return `\`${node.op}\``;
}

function measure(node: ASTNode): { nodes: number; depth: number } {
  const below = partsOf(node).map(measure);
  return {
    nodes: 1 + below.reduce((sum, { nodes }) => sum + nodes, 0),
    depth: 1 + Math.max(0, ...below.map(({ depth }) => depth)),
  };
}

/** What a node holds; a chain of `&&` or `||` is one node, however the parser nests it. */
function partsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case "&&":
    case "||":
      return node.args.flatMap((part) => (part.op === node.op ? partsOf(part) : [part]));
    case "value":
    case "id":
      return [];
    case ".":
      return [];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "!_":
    case "-_":
      return [node.args];
    default:
      return Array.isArray(node.args) ? (node.args.flat() as unknown[]).filter(isNode) : [];
  }
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === "object" && value !== null && "op" in value;
}
