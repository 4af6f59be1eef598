import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { MozaiksError } from "@mozaiks/contracts";
import { contentTypeOf } from "./content-type.ts";
import { pagePolicy } from "./page-policy.ts";

export interface FrontendOptions {
  /** What a bundler wrote, with an `index.html`. */
  readonly folder: string;
  /** Origins besides its own that the page may call. */
  readonly connect?: readonly string[];
}

/** A front end: the answer to a `GET`, undefined where it has none. */
export type Frontend = (request: Request, path: string) => Response | undefined;

interface File {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Serves the files that are in a folder now, from memory, and no others, whatever a path spells. Every other address that a browser goes to,
 * outside of `/api`, is the page's own business and shows `index.html`. Files whose name holds a hash of their content are kept
 * by browsers for ever, others are asked for each time.
 * @throws MozaiksError `config.invalid` without an `index.html`.
 */
export async function openFrontend({ folder, connect = [] }: FrontendOptions): Promise<Frontend> {
  const files = await filesIn(folder, connect);
  const index = files.get("/index.html");
  if (!index) throw new MozaiksError("config.invalid", `${folder} has no index.html: build the front end first`);
  return (request, path) => {
    if (path === "/api" || path.startsWith("/api/")) return undefined;
    const file = files.get(path === "/" ? "/index.html" : decoded(path)) ?? (isNavigation(request) ? index : undefined);
    if (!file) return undefined;
    const { headers } = file;
    if (request.headers.get("if-none-match") === headers["etag"]) return new Response(null, { status: 304, headers });
    return new Response(file.content, { headers });
  };
}

/** Hidden files are none of a front end's. */
async function filesIn(folder: string, connect: readonly string[]): Promise<ReadonlyMap<string, File>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new MozaiksError("config.invalid", `The front end's folder ${folder} cannot be read`, { cause });
  });
  const files = new Map<string, File>();
  for (const entry of entries) {
    const place = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, place).split(sep).join("/")}`;
    if (!entry.isFile() || path.includes("/.")) continue;
    const content = new Uint8Array(await readFile(place));
    files.set(path, { content, headers: headersOf(path, content, connect) });
  }
  return files;
}

function headersOf(path: string, content: Uint8Array, connect: readonly string[]): Record<string, string> {
  const type = contentTypeOf(path);
  const isHashed = /[-.][\w-]{8,}\.\w+$/.test(path) && path.startsWith("/assets/");
  return {
    "content-type": type,
    "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    etag: `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
    ...(type.startsWith("text/html") && {
      "content-security-policy": pagePolicy(Buffer.from(content).toString("utf8"), connect),
    }),
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Whether a person goes there, rather than a page fetching something. */
function isNavigation({ headers }: Request): boolean {
  const mode = headers.get("sec-fetch-mode");
  if (mode !== null) return mode === "navigate";
  return (headers.get("accept") ?? "").includes("text/html");
}
