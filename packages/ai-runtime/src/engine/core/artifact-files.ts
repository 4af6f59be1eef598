import type { Json, JsonObject } from "@mozaiks/contracts";

/** A file of an artifact: its text, or where its bytes are kept. */
export type ArtifactFile = string | { readonly blob: string };

/**
 * The files of an artifact whose state has a map `files`, in order of their paths; undefined when it has none.
 * An entry that is no file is left out.
 */
export function filesOf(state: Json): ReadonlyMap<string, ArtifactFile> | undefined {
  const map = fileMap(state);
  if (!map) return undefined;
  const files = Object.entries(map).flatMap(([path, value]): [string, ArtifactFile][] =>
    isFile(value) && pathMistake(path) === undefined ? [[path, value]] : [],
  );
  return new Map(files.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** What is wrong with the files of a state, in a few words; undefined when nothing is or it has none. */
export function filesMistake(state: Json): string | undefined {
  const map = fileMap(state);
  if (!map) return undefined;
  const paths = Object.keys(map);
  const folders = new Set(paths.flatMap(foldersOf));
  for (const path of paths) {
    const mistake = pathMistake(path);
    if (mistake !== undefined) return `the path ${JSON.stringify(path)} ${mistake}`;
    if (folders.has(path)) return `the path ${JSON.stringify(path)} is a file and a folder`;
    if (!isFile(map[path])) return `the file ${JSON.stringify(path)} is neither text nor { blob }`;
  }
  return undefined;
}

/** The hashes of blobs that the files of a state name. */
export function blobsOf(state: Json): readonly string[] {
  const files = [...(filesOf(state)?.values() ?? [])];
  return [...new Set(files.flatMap((file) => (typeof file === "string" ? [] : [file.blob])))];
}

function fileMap(state: Json): JsonObject | undefined {
  if (typeof state !== "object" || state === null || Array.isArray(state)) return undefined;
  const { files } = state;
  return typeof files === "object" && files !== null && !Array.isArray(files) ? files : undefined;
}

function isFile(value: Json | undefined): value is ArtifactFile & Json {
  if (typeof value === "string") return true;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return typeof value["blob"] === "string" && /^[0-9a-f]{64}$/.test(value["blob"]);
}

const windowsNames = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Paths must mean the same file inside a folder on every system, whoever unpacks them. */
function pathMistake(path: string): string | undefined {
  if (path.length > 500) return "is longer than 500 characters";
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  if (/[\u0000-\u001f\u007f\\:*?"<>|]/.test(path) || !path.isWellFormed()) return "holds a character that paths cannot";
  for (const name of path.split("/")) {
    if (name === "") return "has a part without a name";
    if (name === "." || name === "..") return "leads out of its folder";
    if (name.endsWith(".") || name.endsWith(" ") || windowsNames.test(name))
      return "has a name that some systems refuse";
  }
  return undefined;
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
