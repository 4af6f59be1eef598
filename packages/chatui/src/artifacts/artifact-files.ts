import type { Json } from "@mozaiks/contracts/fold";

/** A file of an artifact: its text, or where the runtime keeps its bytes. */
export type ArtifactFile = string | { readonly blob: string };

export type ArtifactFiles = ReadonlyMap<string, ArtifactFile>;

/** The files of a state that is a folder (`{ files: { "a/b.ts": "…" } }`), by path; undefined for any other state. */
export function filesOf(state: Json): ArtifactFiles | undefined {
  const map = membersOf(state)?.["files"];
  const entries = map === undefined ? undefined : membersOf(map);
  if (!entries) return undefined;
  const files = Object.entries(entries).flatMap(([path, value]): [string, ArtifactFile][] => {
    if (typeof value === "string") return [[path, value]];
    const blob = membersOf(value)?.["blob"];
    return typeof blob === "string" ? [[path, { blob }]] : [];
  });
  return new Map(files.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** Whether the runtime can show the files as a page. */
export function hasPage(files: ArtifactFiles | undefined): boolean {
  return [...(files?.keys() ?? [])].some((path) => path.endsWith(".html"));
}

/** The file that is opened first: a page or a readme near the root, else the first one. */
export function firstFile(paths: readonly string[]): string | undefined {
  const score = (path: string): number => {
    const name = (path.split("/").at(-1) ?? "").toLowerCase();
    const rank = name === "index.html" || name.startsWith("readme") ? 0 : 1;
    return rank * 100 + path.split("/").length;
  };
  return paths.toSorted((left, right) => score(left) - score(right)).at(0);
}

/** The members of an object, and of nothing else. */
export function membersOf(value: Json | undefined): Readonly<Record<string, Json>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
