import { buildSync, transformSync } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const styles = new URL("../src/styles/", import.meta.url);

/** One generated module: its file name in `src/styles/generated/` and its text. */
export interface SheetModule {
  readonly fileName: string;
  readonly text: string;
}

/**
 * Each sheet of `src/styles/` as a module that exports its text, for constructable style sheets: no bundler plugin is
 * needed, and a shadow root takes it under any CSP. Root-relative lengths become multiples of `--mz-rem`, because a host
 * page's own root font size must not scale the chat.
 */
export function sheetModules(): readonly SheetModule[] {
  return readdirSync(styles)
    .filter((name) => name.endsWith(".css"))
    .map((name) => {
      const { code } = transformSync(readFileSync(new URL(name, styles), "utf8"), { loader: "css", minify: true });
      const css = freeOfRoot(code.trim()).replaceAll("}", "}\n").trim();
      const text = `// Generated from ../${name} by npm run generate. Do not edit.\nexport const sheet = ${quoted(css)};\n`;
      return { fileName: `${basename(name, ".css")}.ts`, text };
    });
}

/** All sheets as one file, for pages that take the chat without a shadow root. */
export function bundledSheet(): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL("../styles.css", styles))],
    bundle: true,
    minify: true,
    write: false,
  });
  return freeOfRoot(outputFiles[0]?.text ?? "");
}

/** A length in `rem` depends on the host's `<html>`; in a query's prelude a custom property does not count, so `px` stands there. */
function freeOfRoot(css: string): string {
  return css.replaceAll(/(?<![\w#.-])(-?(?:\d+\.)?\.?\d+)rem\b/g, "calc($1*var(--mz-rem,1rem))");
}

function quoted(css: string): string {
  return `\`${css.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${")}\``;
}
