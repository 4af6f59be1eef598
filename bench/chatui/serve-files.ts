import { gzipSync } from "node:zlib";
import { startScriptedServer, type ScriptedServer } from "../../packages/chatui/test/scripted-server.ts";
import { askWorkflow } from "../../packages/chatui/test/ask-workflow.ts";
import type { PageFiles } from "./bundle-peer.ts";

const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", "/": "text/html" };

/** A page's files, gzipped as a product's server sends them, and a runtime behind them for the chat that asks for one. */
export async function serveFiles(files: PageFiles): Promise<ScriptedServer> {
  const packed = new Map([...files].map(([path, content]) => [path, new Uint8Array(gzipSync(content, { level: 9 }))]));
  return startScriptedServer([askWorkflow(() => Promise.resolve())], (path) => {
    const content = packed.get(path);
    if (!content) return undefined;
    const type = types[path === "/" ? path : (path.split(".").at(-1) ?? "")] ?? "application/octet-stream";
    return new Response(content, { headers: { "content-type": `${type}; charset=utf-8`, "content-encoding": "gzip" } });
  });
}
