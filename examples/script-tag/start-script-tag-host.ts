import { readFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { Hono } from "hono";
import { bundleEmbed } from "../../packages/chatui/scripts/bundle-embed.ts";
import type { Person } from "../host-broker/people.ts";
import { type Host, startHost } from "../host-broker/start-host.ts";

export interface ScriptTagHostOptions {
  readonly port: number;
  /** Default: `.mozaiks` in this folder. */
  readonly dataFolder?: string;
}

const folder = import.meta.dirname;
const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
};

/** Mia may plan projects, Noah may only ask. */
const people: readonly Person[] = [
  { user_id: "mia", name: "Mia Moss", workflows: ["ask", "HelloWorld"] },
  { user_id: "noah", name: "Noah Nettle", workflows: ["ask"] },
];

/** The Potting Shed: a plain HTML page that has the chat by a script tag. */
export async function startScriptTagHost({
  port,
  dataFolder = join(folder, ".mozaiks"),
}: ScriptTagHostOptions): Promise<Host> {
  const files = await readFiles();
  return startHost({
    appId: "potting-shed",
    people,
    workflowFolders: [resolve(folder, "../../workflows"), resolve(folder, "../hello-world/workflows")],
    dataFolder,
    port,
    page: (runtimeUrl) => servePage(files, runtimeUrl),
  });
}

/** The page by path. A product copies `/embed/` out of the package: `node_modules/@mozaiks/chatui/dist/embed`. */
async function readFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const name of ["index.html", "shed.css", "shed.js"])
    files.set(`/${name}`, await readFile(join(folder, "page", name)));
  for (const { path, content } of (await bundleEmbed()).files) files.set(`/embed/${path}`, content);
  return files;
}

/** As strict as a page can be. Besides its own files it speaks to its runtime only. */
function servePage(files: ReadonlyMap<string, Uint8Array>, runtimeUrl: string): Hono {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${runtimeUrl} ${runtimeUrl.replace("http", "ws")}`,
    `frame-src ${runtimeUrl}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return new Hono()
    .get("/config.json", (context) => context.json({ runtimeUrl }))
    .get("*", (context) => {
      const path = context.req.path === "/" ? "/index.html" : context.req.path;
      const content = files.get(path);
      if (!content) return context.notFound();
      const type = mediaTypes[extname(path)] ?? "application/octet-stream";
      return context.body(new Uint8Array(content), 200, { "content-type": type, "content-security-policy": policy });
    });
}
