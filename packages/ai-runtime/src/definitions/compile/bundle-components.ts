import type { BuildOptions, Plugin } from "esbuild";
import { pageModules, pageModulesKey } from "@mozaiks/contracts/fold";
import type { WorkflowFolder } from "../workflow-folder.ts";
import { type Bundle, bundleModules, exportsOf, fromMemory } from "./bundle-code.ts";

/**
 * Whether a component's file has a default export, found without running it.
 * @throws CodeError as {@link bundleComponents}.
 */
export async function hasDefaultExport(folder: WorkflowFolder, file: string): Promise<boolean> {
  const exported = await exportsOf(folder, { ...browserOptions(folder), entryPoints: [`./${file}`], outdir: "out" });
  return exported.includes("default");
}

/**
 * One module that exports `components`: the default export of each file by the component's name. It runs in a page that
 * keeps its own {@link pageModules}; everything else is bundled.
 * @throws CodeError when a file does not compile, or imports what is not there or outside of the folder.
 */
export function bundleComponents(folder: WorkflowFolder, files: ReadonlyMap<string, string>): Promise<Bundle> {
  const names = [...files.keys()];
  const imports = [...files.values()].map((file, index) => `import c${index} from ${JSON.stringify(`./${file}`)};`);
  const members = names.map((name, index) => `${JSON.stringify(name)}: c${index}`);
  return bundleModules(folder, {
    ...browserOptions(folder),
    stdin: {
      contents: [...imports, `export const components = { ${members.join(", ")} };`].join("\n"),
      resolveDir: folder.root,
      sourcefile: "components.js",
    },
    outfile: "components.mjs",
    sourcemap: "inline",
  });
}

/** Sheets are imported as text: a page's policy allows no inline style, but `new CSSStyleSheet()`. */
function browserOptions(folder: WorkflowFolder): BuildOptions {
  return {
    platform: "browser",
    target: "es2023",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".css": "text", ".svg": "dataurl", ".png": "dataurl", ".jpg": "dataurl", ".webp": "dataurl" },
    plugins: [fromPage, fromMemory(folder)],
  };
}

/** Two copies of React in one page do not share hooks, and two of the chat no registry: the page's own are taken. */
const fromPage: Plugin = {
  name: "modules-of-the-page",
  setup(builder) {
    builder.onResolve({ filter: /^(?:react|react-dom|@mozaiks\/chatui)(?:\/|$)/ }, ({ path }) => {
      if ((pageModules as readonly string[]).includes(path)) return { path, namespace: "page" };
      return { errors: [{ text: `${path} is none of the modules that a page shares: ${pageModules.join(", ")}` }] };
    });
    builder.onLoad({ filter: /./, namespace: "page" }, ({ path }) => ({
      contents: [
        `const shared = globalThis[Symbol.for(${JSON.stringify(pageModulesKey)})]?.[${JSON.stringify(path)}];`,
        `if (!shared) throw new Error(${JSON.stringify(`This page does not share its module ${path}`)});`,
        "module.exports = shared;",
      ].join("\n"),
    }));
  },
};
