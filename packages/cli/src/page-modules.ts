import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pageModules, pageModulesKey } from "@mozaiks/contracts/fold";

/**
 * The text of a module that leaves what workflows' components share with the page where they look for it, and starts the
 * page. Entries that this chat does not have are left out.
 */
export function pageEntry(chatuiFolder: string, main: string): string {
  const manifest = JSON.parse(readFileSync(join(chatuiFolder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, unknown>>;
  };
  const isThere = (name: string): boolean =>
    !name.startsWith(manifest.name) || Object.hasOwn(manifest.exports, `.${name.slice(manifest.name.length)}`);
  const names = pageModules.filter(isThere);
  return [
    ...names.map((name, index) => `import * as m${index} from ${JSON.stringify(name)};`),
    `globalThis[Symbol.for(${JSON.stringify(pageModulesKey)})] = {`,
    ...names.map((name, index) => `  ${JSON.stringify(name)}: m${index},`),
    "};",
    // Not a plain import: the package says that its modules do nothing by themselves, so it would be left out.
    `import(${JSON.stringify(main)});`,
  ].join("\n");
}
