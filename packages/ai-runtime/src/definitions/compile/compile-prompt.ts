import type { DiagnosticCode, Place } from "../source/diagnostic.ts";
import type { AgentEntry } from "../files/agents-file.ts";
import type { KnownNames } from "./known-names.ts";
import { suggest } from "../source/name-suggestion.ts";
import { alwaysBound } from "../expressions/expression-scope.ts";
import { checkPrompt } from "../prompt-template.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";
import { insideFolder, type WorkflowFolder } from "../workflow-folder.ts";

/** A piece of text and where it is written. */
interface Piece {
  readonly text: string;
  readonly place: Place;
  /** The text is a file of its own: its lines are the file's lines. */
  readonly isFile: boolean;
}

const fallback = "You are a helpful AI assistant.";

/** The whole prompt of an agent as a template: role, then system message or sections. Each piece is checked by itself. */
export function compilePrompt(
  entry: AgentEntry,
  path: SourcePath,
  source: SourceFile,
  folder: WorkflowFolder,
  names: KnownNames,
  report: Report,
): string {
  const { role, system_message, prompt_sections } = entry;
  if (system_message != null && prompt_sections != null)
    report.error(
      source.atKey([...path, "system_message"]),
      "key.conflict",
      `Agent ${entry.name} has both system_message and prompt_sections.`,
      "Keep one of them.",
    );
  const pieces: Piece[] = [];
  const add = (text: string | null | undefined, at: SourcePath): void => {
    if (text != null && text.trim() !== "") pieces.push({ text, place: source.at([...path, ...at]), isFile: false });
  };
  add(role, ["role"]);
  add(system_message, ["system_message"]);
  const parts = pieces.map(({ text }) => text.trim());
  for (const section of sectionsOf(prompt_sections)) {
    add(section.heading, [...section.path, "heading"]);
    if (section.file == null) add(section.content, section.isDict ? section.path : [...section.path, "content"]);
    const file =
      section.file == null
        ? undefined
        : readPrompt(section.file, [...path, ...section.path, "file"], source, folder, report);
    if (file) pieces.push(file);
    const text = [section.heading, file?.text ?? section.content].filter((each) => each != null && each.trim() !== "");
    if (text.length > 0) parts.push(text.map((each) => String(each).trim()).join("\n"));
  }
  for (const piece of pieces) checkTemplate(piece, names, report);
  return parts.length === 0 ? fallback : parts.join("\n\n");
}

interface Section {
  readonly path: SourcePath;
  readonly isDict: boolean;
  readonly heading?: string | null | undefined;
  readonly content?: string | null | undefined;
  readonly file?: string | null | undefined;
}

function sectionsOf(sections: AgentEntry["prompt_sections"]): readonly Section[] {
  if (sections == null) return [];
  if (Array.isArray(sections))
    return sections.map((section, index) => ({ ...section, isDict: false, path: ["prompt_sections", index] }));
  return Object.entries(sections).map(([name, content]) => ({
    content,
    isDict: true,
    path: ["prompt_sections", name],
  }));
}

function readPrompt(
  named: string,
  path: SourcePath,
  source: SourceFile,
  folder: WorkflowFolder,
  report: Report,
): Piece | undefined {
  const name = insideFolder(named);
  if (name === undefined) {
    report.error(
      source.at(path),
      "file.leaves-folder",
      `${named} is outside of the folder.`,
      "Move the file into prompts/.",
    );
    return undefined;
  }
  if (!folder.files.has(name)) {
    const texts = [...folder.files.keys()].filter((each) => /\.(md|txt|liquid)$/.test(each));
    report.error(
      source.at(path),
      "file.missing",
      `There is no file ${name} in the folder.`,
      suggest(name, texts, `Create ${name}.`),
    );
    return undefined;
  }
  const text = folder.text(name, report);
  return text === undefined ? undefined : { text, place: folder.start(name), isFile: true };
}

/** Reports what is wrong with a template: that it is none, or that it reads what is not declared. */
export function checkTemplate({ text, place, isFile }: Piece, names: KnownNames, report: Report): void {
  const error = (code: DiagnosticCode, message: string, fix: string, line = 1, column = 1): void => {
    const where = isFile ? { ...place, line, column } : place;
    report.error(where, code, isFile || line === 1 ? message : `${message} (line ${line} of the text)`, fix);
  };
  const { mistake, variables } = checkPrompt(text);
  if (mistake)
    error(
      "prompt.invalid",
      `Not a Liquid template: ${mistake.message}.`,
      "Correct the template.",
      mistake.line,
      mistake.column,
    );
  const known = names.variables && [...names.variables, ...Object.keys(alwaysBound)];
  for (const { name, line, column } of known ? variables : [])
    if (!known?.includes(name))
      error(
        "name.unknown",
        `There is no variable ${JSON.stringify(name)}.`,
        suggest(name, known ?? [], "Declare it in context_variables.yaml."),
        line,
        column,
      );
}
