import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { bundlePage, mediaTypes, type PageFile } from "./page-bundle.ts";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self' ws: wss:",
  "img-src 'self' data: https:",
  "font-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

/**
 * The chat page as a function from path to answer; undefined for every path that is not the page's. From source the page
 * is bundled at its first request; in a published package the built copy is served.
 * @throws Error when a published package lacks its built copy.
 */
export async function openPage(): Promise<(path: string) => Response | undefined> {
  const chatui = dirname(createRequire(import.meta.url).resolve("@mozaiks/chatui/package.json"));
  const isSource = import.meta.url.endsWith(".ts");
  const built = isSource ? undefined : await readBuiltPage(join(chatui, "dist", "page"));
  let files = built && byPath(built);
  return (path) => {
    if (path !== "/" && !path.startsWith("/assets/")) return undefined;
    files ??= byPath(bundlePage(chatui));
    const file = files.get(path);
    return file && respond(file);
  };
}

/** The page as {@link bundlePage} makes it, from the folder that the build wrote it to. */
async function readBuiltPage(folder: string): Promise<readonly PageFile[]> {
  const names = (await readdir(join(folder, "assets"))).map((name) => `/assets/${name}`);
  return Promise.all(
    ["/", ...names].map(async (path) => {
      const file = path === "/" ? "/index.html" : path;
      const content = new Uint8Array(await readFile(join(folder, file)));
      return { path, content, mediaType: mediaTypes[extname(file)] ?? "application/octet-stream" };
    }),
  );
}

function byPath(files: readonly PageFile[]): ReadonlyMap<string, PageFile> {
  return new Map(files.map((file) => [file.path, file]));
}

function respond({ path, content, mediaType }: PageFile): Response {
  return new Response(content, {
    headers: {
      "content-type": mediaType,
      "cache-control": path === "/" ? "no-cache" : "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      ...(path === "/" && { "content-security-policy": policy }),
    },
  });
}
