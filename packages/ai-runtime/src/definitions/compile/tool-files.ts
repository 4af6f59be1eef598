import type { Report } from "../source/report.ts";
import { suggest } from "../source/name-suggestion.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import { insideFolder, type WorkflowFolder } from "../workflow-folder.ts";

const extensions = ["ts", "js", "mts", "mjs"];

/**
 * The file of the folder that a tool names: in `tools/`, then in the folder itself. Undefined, with an error in the
 * report, when there is none.
 */
export function findToolFile(
  named: string,
  folder: WorkflowFolder,
  source: SourceFile,
  path: SourcePath,
  report: Report,
): string | undefined {
  const place = source.at(path);
  const inside = insideFolder(named);
  if (inside === undefined) {
    report.error(place, "file.leaves-folder", `${named} is outside of the folder.`, "Move the file into tools/.");
    return undefined;
  }
  if (inside.endsWith(".py")) {
    const port = `${inside.slice(0, -3)}.ts`;
    report.error(
      place,
      "code.python",
      `${inside} is Python, and tools are TypeScript or JavaScript.`,
      `Port it to tools/${port}: export async function <name>(args, { context }) { … }.`,
    );
    return undefined;
  }
  if (!extensions.some((extension) => inside.endsWith(`.${extension}`))) {
    report.error(
      place,
      "value.invalid",
      `${inside} is not a TypeScript or JavaScript file.`,
      `Name a file that ends in ${extensions.map((each) => `.${each}`).join(", ")}.`,
    );
    return undefined;
  }
  const found = [`tools/${inside}`, inside].find((candidate) => folder.files.has(candidate));
  if (found === undefined)
    report.error(
      place,
      "file.missing",
      `There is no file ${inside} in tools/ or in the folder.`,
      suggest(inside, codeFiles(folder), `Create tools/${inside}.`),
    );
  return found;
}

/** Splits `module.function` and finds the module's file. */
export function findImplementation(
  implementation: string,
  folder: WorkflowFolder,
  source: SourceFile,
  path: SourcePath,
  report: Report,
  exported = "function",
): { readonly file: string; readonly function: string } | undefined {
  const match = /^([A-Za-z_$][\w$.-]*)\.([A-Za-z_$][\w$]*)$/.exec(implementation);
  if (!match) {
    report.error(
      source.at(path),
      "value.invalid",
      `${JSON.stringify(implementation)} is not module.${exported}.`,
      "Write the file's name without its ending, a dot, and the name of what it exports.",
    );
    return undefined;
  }
  const module = String(match[1]).replaceAll(".", "/");
  const candidates = extensions.flatMap((extension) => [`tools/${module}.${extension}`, `${module}.${extension}`]);
  const file = candidates.find((candidate) => folder.files.has(candidate));
  if (file !== undefined) return { file, function: String(match[2]) };
  const python = [`tools/${module}.py`, `${module}.py`].some((candidate) => folder.files.has(candidate));
  findToolFile(`${module}.${python ? "py" : "ts"}`, folder, source, path, report);
  return undefined;
}

function codeFiles(folder: WorkflowFolder): readonly string[] {
  const names = [...folder.files.keys()].filter((name) =>
    extensions.some((extension) => name.endsWith(`.${extension}`)),
  );
  return names.map((name) => name.replace(/^tools\//, ""));
}
