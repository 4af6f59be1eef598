import type { Json } from "../ids.ts";

/**
 * What a JSON Patch (RFC 6902) makes of a document; undefined when it does not apply as a whole. The document stays as it
 * is, and what is not changed keeps its identity. Written here because every chat page carries it before its first message.
 */
export function patchState(document: Json, patch: readonly object[]): Json | undefined {
  try {
    return patch.reduce<Json>((state, operation) => apply(state, operation as Operation), document);
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: Json;
}

function apply(state: Json, { op, path, from = "", value }: Operation): Json {
  const [target, source] = [toKeys(path), toKeys(from)];
  switch (op) {
    case "add":
      return put(state, target, given(value), true);
    case "replace":
      return put(state, target, given(value), false);
    case "remove":
      return without(state, target);
    case "copy":
      return put(state, target, read(state, source), true);
    case "move":
      if (path.startsWith(`${from}/`)) throw new RangeError(path);
      return put(path === from ? state : without(state, source), target, read(state, source), path !== from);
    case "test":
      if (!isSame(read(state, target), given(value))) throw new RangeError(path);
      return state;
    default:
      throw new RangeError(op);
  }
}

function given(value: Json | undefined): Json {
  if (value === undefined) throw new RangeError("no value");
  return value;
}

/** The keys of a JSON Pointer (RFC 6901). */
function toKeys(pointer: unknown): readonly string[] {
  if (pointer === "") return [];
  if (typeof pointer !== "string" || !pointer.startsWith("/")) throw new RangeError("not a pointer");
  return pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function read(node: Json, keys: readonly string[]): Json {
  return keys.reduce<Json>(child, node);
}

function child(node: Json, key: string): Json {
  if (Array.isArray(node)) return node[toIndex(key, node.length - 1)] ?? null;
  if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) throw new RangeError(key);
  return node[key] ?? null;
}

/** The node with a value at its place: put between others of a list when it is new, else in place of what is there. */
function put(node: Json, [key, ...rest]: readonly string[], value: Json, isNew: boolean): Json {
  if (key === undefined) return value;
  const isAdded = isNew && rest.length === 0;
  if (isAdded && Array.isArray(node)) {
    return node.toSpliced(key === "-" ? node.length : toIndex(key, node.length), 0, value);
  }
  const isNewMember = isAdded && typeof node === "object" && node !== null;
  return set(node, key, isNewMember ? value : put(child(node, key), rest, value, isNew));
}

function without(node: Json, [key, ...rest]: readonly string[]): Json {
  if (key === undefined) throw new RangeError("the whole document");
  const value = child(node, key);
  if (rest.length > 0) return set(node, key, without(value, rest));
  if (Array.isArray(node)) return node.toSpliced(Number(key), 1);
  return Object.fromEntries(Object.entries(node ?? {}).filter(([name]) => name !== key));
}

function set(node: Json, key: string, value: Json): Json {
  if (Array.isArray(node)) return node.with(Number(key), value);
  return { ...(node as Readonly<Record<string, Json>>), [key]: value };
}

function toIndex(key: string, last: number): number {
  if (!/^(?:0|[1-9]\d*)$/.test(key) || Number(key) > last) throw new RangeError(key);
  return Number(key);
}

function isSame(a: Json, b: Json): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== others.length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isSame(child(a, key), child(b, key)));
}
