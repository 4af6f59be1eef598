import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { CliError } from "../failure.ts";

interface AppPlaces {
  readonly file: string;
  readonly folder: string;
  readonly cwd: string;
}

/**
 * What loading an app threw, as one line that begins with the place in the app's own code: `backend/src/app.ts:3:8 …`. Node
 * tells that place in three ways: a first line and a caret (syntax), a stack (code that ran), or in words (imports).
 */
export function toAppFailure(thrown: unknown, { file, folder, cwd }: AppPlaces): CliError {
  const error = thrown instanceof Error ? (thrown as NodeJS.ErrnoException) : undefined;
  const [message = ""] = (error?.message ?? String(thrown)).split("\n");
  const place =
    (error && (importPlace(error) ?? syntaxPlace(error.stack ?? "") ?? framePlace(error.stack ?? "", folder))) ?? file;
  const fix = fixOf(error);
  return new CliError("app.invalid", `${relative(cwd, place)} ${readable(message, cwd)}`, {
    ...(fix !== undefined && { fix }),
    cause: thrown,
  });
}

/** The first line names file and line, carets below the code stand under the column. */
function syntaxPlace(stack: string): string | undefined {
  const [first = "", ...lines] = stack.split("\n");
  const [, file, line] = /^(?:file:\/\/)?(\/.+|[A-Za-z]:\\.+):(\d+)$/.exec(first) ?? [];
  const caret = lines.find((text) => /^\s*\^+\s*$/.test(text));
  return file && line && `${file}:${line}${caret === undefined ? "" : `:${caret.indexOf("^") + 1}`}`;
}

/** The innermost call that is the app's own. */
function framePlace(stack: string, folder: string): string | undefined {
  const places = [...stack.matchAll(/(file:\/\/\S+?):(\d+):(\d+)\)?$/gm)].map(([, url = "", line, column]) => ({
    file: fileURLToPath(url),
    at: `:${line}:${column}`,
  }));
  const own = places.find(({ file }) => !relative(folder, file).startsWith("..") && !file.includes("/node_modules/"));
  return own && own.file + own.at;
}

/** The file that imports what is not there, and the line that does it. */
function importPlace({ code, message }: NodeJS.ErrnoException): string | undefined {
  const [, wanted = "", file] = /^Cannot find (?:module|package) '(.+)' imported from (.+)$/.exec(message) ?? [];
  if (code !== "ERR_MODULE_NOT_FOUND" || file === undefined) return undefined;
  const name = wanted.split("/").at(-1) ?? wanted;
  const lines = readFileSync(file, "utf8").split("\n");
  const line = lines.findIndex((text) => /\b(?:import|from)\b/.test(text) && text.includes(name));
  return line < 0 ? file : `${file}:${line + 1}`;
}

function fixOf(error: NodeJS.ErrnoException | undefined): string | undefined {
  switch (error?.code) {
    case "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX":
      return "Node runs TypeScript by leaving its types out: write what enum, namespace and parameter properties stand for as plain code (a union of texts instead of an enum)";
    case "ERR_MODULE_NOT_FOUND":
      return error.message.startsWith("Cannot find package")
        ? "run npm install, and add the package where package.json does not have it"
        : 'imports of own files name the file with its ending: import { tasks } from "./tasks.ts"';
    default:
      return undefined;
  }
}

/** Without the absolute path of the working directory. */
const readable = (message: string, cwd: string): string => message.replaceAll(`${cwd}/`, "");
