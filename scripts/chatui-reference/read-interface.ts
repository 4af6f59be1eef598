import { readFileSync } from "node:fs";
import { parseSync, type Comment, type TSInterfaceDeclaration, type TSSignature } from "oxc-parser";

/** One member of an interface as its author wrote it. */
export interface Member {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: string;
  readonly words: string;
}

export interface Interface {
  readonly name: string;
  readonly words: string;
  readonly members: readonly Member[];
}

/**
 * An exported interface of a source file, with the comments that stand before it and before its members.
 * @throws Error when the file exports no interface of that name.
 */
export function readInterface(file: URL, name: string): Interface {
  const source = readFileSync(file, "utf8");
  const { program, comments } = parseSync(file.pathname, source);
  for (const statement of program.body) {
    if (statement.type !== "ExportNamedDeclaration" || statement.declaration?.type !== "TSInterfaceDeclaration")
      continue;
    if (statement.declaration.id.name !== name) continue;
    const wordsBefore = (start: number): string => commentBefore(start, source, comments);
    return {
      name,
      words: wordsBefore(statement.start),
      members: toMembers(statement.declaration, source, wordsBefore),
    };
  }
  throw new Error(`${file.pathname} exports no interface ${name}`);
}

function toMembers(
  { body }: TSInterfaceDeclaration,
  source: string,
  wordsBefore: (start: number) => string,
): readonly Member[] {
  return body.body.flatMap((member) => toMember(member, source, wordsBefore));
}

/** A member; of one that is an object written in place, its own members as `chat.askWorkflow`. */
function toMember(member: TSSignature, source: string, wordsBefore: (start: number) => string): readonly Member[] {
  const name = nameOf(member, source);
  if (name === undefined) return [];
  const isOptional = "optional" in member && member.optional;
  const words = wordsBefore(member.start);
  const type = member.type === "TSPropertySignature" ? member.typeAnnotation?.typeAnnotation : undefined;
  if (type?.type !== "TSTypeLiteral") return [{ name, isOptional, type: typeOf(member, source), words }];
  return type.members
    .flatMap((inner) => toMember(inner, source, wordsBefore))
    .map((inner) => ({
      ...inner,
      name: `${name}.${inner.name}`,
      isOptional: isOptional || inner.isOptional,
      words: inner.words === "" ? words : inner.words,
    }));
}

function nameOf(member: TSSignature, source: string): string | undefined {
  if (member.type !== "TSPropertySignature" && member.type !== "TSMethodSignature") return undefined;
  return source.slice(member.key.start, member.key.end);
}

/** As it is written, on one line, without `readonly` and comments. */
function typeOf(member: TSSignature, source: string): string {
  const text =
    member.type === "TSPropertySignature"
      ? source.slice(member.typeAnnotation?.typeAnnotation.start, member.typeAnnotation?.typeAnnotation.end)
      : source.slice("key" in member ? member.key.end : member.start, member.end);
  return text
    .replaceAll(/\/\*\*[\s\S]*?\*\//g, "")
    .replaceAll(/\breadonly /g, "")
    .replaceAll(/\s+/g, " ")
    .replace(/;$/, "")
    .replaceAll("; }", " }")
    .trim();
}

function commentBefore(start: number, source: string, comments: readonly Comment[]): string {
  const comment = comments.findLast(({ end }) => end <= start);
  if (!comment?.value.startsWith("*") || source.slice(comment.end, start).trim() !== "") return "";
  return comment.value
    .split("\n")
    .map((line) => line.replace(/^\s*\*+ ?/, "").trim())
    .join(" ")
    .replaceAll(/\{@link (\w+)\}/g, "`$1`")
    .trim();
}
