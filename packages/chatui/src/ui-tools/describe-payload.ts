import type { GenericSchema } from "valibot";

/** One member of a payload as the documents list it. */
export interface PayloadMember {
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly about: string;
}

/** The parts of a schema that say what it is of. */
interface Node {
  readonly type: string;
  readonly kind?: string;
  readonly pipe?: readonly Node[];
  readonly entries?: Readonly<Record<string, Node>>;
  readonly wrapped?: Node;
  readonly item?: Node;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly description?: string;
}

/** The members of a payload, those of lists and objects inside it below theirs. */
export function describePayload(schema: GenericSchema): readonly PayloadMember[] {
  return membersOf(schema, "");
}

function membersOf(schema: unknown, above: string): readonly PayloadMember[] {
  const { entries } = objectIn(schema as Node) ?? {};
  return Object.entries(entries ?? {}).flatMap(([name, node]): readonly PayloadMember[] => {
    const isRequired = node.type !== "optional";
    const inner = node.wrapped ?? node;
    const list = findKind(inner, "array");
    const path = above + name;
    return [
      { path, type: typeOf(inner), isRequired, about: aboutOf(inner) },
      ...(list?.item ? membersOf(list.item, `${path}[].`) : membersOf(inner, `${path}.`)),
    ];
  });
}

function objectIn(node: Node): Node | undefined {
  return findKind(node, "object") ?? findKind(node, "loose_object");
}

/** The schema of that type: the node itself, one of its pipe, or one of its alternatives. */
function findKind(node: Node, type: string): Node | undefined {
  if (node.pipe)
    return node.pipe
      .map((part) => (part === node ? undefined : findKind(part, type)))
      .find((found) => found !== undefined);
  if (node.type === type) return node;
  if (node.type !== "union") return undefined;
  return (node.options as readonly Node[]).map((option) => findKind(option, type)).find((found) => found !== undefined);
}

function typeOf(node: Node): string {
  const bare = bareOf(node);
  switch (bare.type) {
    case "picklist":
      return (bare.options ?? []).map((option) => `\`${String(option)}\``).join(", ");
    case "literal":
      return `\`${String(bare.literal)}\``;
    case "union":
      return [...new Set((bare.options as readonly Node[]).map(typeOf))].join(" or ");
    case "array":
      return `list of ${bare.item ? typeOf(bare.item) : "anything"}`;
    case "nullable":
      return `${bare.wrapped ? typeOf(bare.wrapped) : ""} or \`null\``;
    case "record":
    case "object":
    case "loose_object":
      return "object";
    default:
      return typeNames[bare.type] ?? bare.type;
  }
}

const typeNames: Readonly<Record<string, string>> = { boolean: "true or false", string: "text", unknown: "anything" };

/** The schema that a pipe begins with. */
function bareOf(node: Node): Node {
  const [first] = node.pipe ?? [];
  return first === undefined || first === node || !first.pipe ? (first ?? node) : bareOf(first);
}

function aboutOf(node: Node): string {
  return node.pipe?.findLast(({ description }) => description !== undefined)?.description ?? "";
}
