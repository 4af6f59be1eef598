import { join, resolve } from "node:path";
import { Hono } from "hono";
import type { Person } from "../host-broker/people.ts";
import { type Host, startHost } from "../host-broker/start-host.ts";
import { bundlePage, type PageFile } from "./bundle-page.ts";

export interface ReactHostOptions {
  readonly port: number;
  /** Default: `.mozaiks` in this folder. */
  readonly dataFolder?: string;
}

const folder = import.meta.dirname;

/** Ann's plan has both workflows, Ben's has only the assistant. */
const people: readonly Person[] = [
  { user_id: "ann", name: "Ann Archer", workflows: ["ask", "PaymentReminder"] },
  { user_id: "ben", name: "Ben Baker", workflows: ["ask"] },
];

/** Acme Billing: a React product that embeds the chat. */
export async function startReactHost({ port, dataFolder = join(folder, ".mozaiks") }: ReactHostOptions): Promise<Host> {
  const files = await bundlePage(folder);
  return startHost({
    appId: "acme-billing",
    people,
    workflowFolders: [join(folder, "workflows"), resolve(folder, "../../workflows")],
    dataFolder,
    port,
    page: (runtimeUrl) => servePage(files, runtimeUrl),
  });
}

/** As strict as a product can be: the runtime is the one other origin that the page speaks to. */
function servePage(files: ReadonlyMap<string, PageFile>, runtimeUrl: string): Hono {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${runtimeUrl} ${runtimeUrl.replace("http", "ws")}`,
    `frame-src ${runtimeUrl}`,
    "require-trusted-types-for 'script'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  return new Hono()
    .get("/config.json", (context) => context.json({ runtimeUrl }))
    .get("*", (context) => {
      const file = files.get(context.req.path === "/" ? "/index.html" : context.req.path);
      if (!file) return context.notFound();
      return context.body(file.content, 200, { "content-type": file.mediaType, "content-security-policy": policy });
    });
}
