import { existsSync, globSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { loadOneWorkflow } from "../../packages/cli/src/load-one-workflow.ts";
import { toSvg } from "../../packages/cli/src/graph/svg.ts";
import { workflowGraph } from "../../packages/cli/src/graph/workflow-graph.ts";

export const examplesFolder = resolve(import.meta.dirname, "../../examples");

/** One row of the index: a folder with `workflows`, and its pictures. */
export interface Example {
  /** Its path below `examples`: `hello-world`, `patterns/escalation`. */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  /** What it is: workflows, a product with a chat, or an app with a backend of its own. */
  readonly kind: "workflows" | "product" | "app";
  /** What starts it. */
  readonly command: string;
  readonly pictures: readonly { readonly file: string; readonly title: string; readonly svg: string }[];
}

/** Every example there is, in order of its path, with what `mozaiks graph` draws of its workflows. */
export async function readExamples(): Promise<readonly Example[]> {
  const found = globSync(["*/workflows", "*/main.ts", "*/backend", "patterns/*/workflows"], {
    cwd: examplesFolder,
  }).map(dirname);
  return Promise.all([...new Set(found)].toSorted().map(readExample));
}

async function readExample(path: string): Promise<Example> {
  const workflows = join(examplesFolder, path, "workflows");
  // A product may have its chat with the workflows of other examples.
  const found = existsSync(workflows) ? await readdir(workflows, { withFileTypes: true }) : [];
  const entries = found.filter((entry) => entry.isDirectory());
  const ids = entries.map(({ name }) => name).toSorted();
  const has = (file: string): boolean => existsSync(join(examplesFolder, path, file));
  const kind = has("backend") ? "app" : has("main.ts") ? "product" : "workflows";
  const manifests = await Promise.all(ids.map(async (id) => (await loadOneWorkflow(join(workflows, id))).manifest));
  return {
    path,
    name: basename(path),
    kind,
    command: await commandOf(path, kind),
    description: (await firstSentence(join(examplesFolder, path, "README.md"))) ?? manifests[0]?.description ?? "",
    pictures: manifests.map((manifest, index) => ({
      file: join(path, `${ids[index]}.svg`),
      title: manifest.title,
      svg: toSvg(workflowGraph(manifest, { tools: false })),
    })),
  };
}

/** What has a page to build has a script; the rest is started by the command as it is. */
async function commandOf(path: string, kind: Example["kind"]): Promise<string> {
  const { scripts } = JSON.parse(await readFile(join(examplesFolder, "../package.json"), "utf8"));
  const script = `example:${basename(path)}`;
  if (script in scripts) return `npm run ${script}`;
  return kind === "app"
    ? `npx mozaiks app dev --app examples/${path}/backend/src/app.ts`
    : `npx mozaiks dev examples/${path}`;
}

/** What an example's own page begins with; undefined when it has none. */
async function firstSentence(page: string): Promise<string | undefined> {
  const text = await readFile(page, "utf8").catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw thrown;
  });
  return /^# .+\n\n([^]+?\.)(?:\s|$)/.exec(text)?.[1]?.replaceAll(/\s+/g, " ");
}
