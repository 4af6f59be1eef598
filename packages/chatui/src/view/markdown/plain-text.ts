import { lexer, type Token } from "marked";
import { decodeEntities } from "./entities.ts";
import { lexerOptions } from "./growing-blocks.ts";

/** What stands for a part that is not read aloud. */
export interface PlainMarks {
  readonly code: string;
  readonly table: string;
}

/** The words of a markdown text, as one would read them aloud. Code blocks and tables are only mentioned. */
export function toPlainText(markdown: string, marks: PlainMarks): string {
  const wordsOf = (token: Token): string => toWords(token, marks);
  return lexer(markdown, lexerOptions).map(wordsOf).join(" ").replaceAll(/\s+/g, " ").trim();
}

function toWords(token: Token, marks: PlainMarks): string {
  const wordsOf = (inner: Token): string => toWords(inner, marks);
  if (token.type === "code") return marks.code;
  if (token.type === "image") return "text" in token ? String(token.text) : "";
  if (token.type === "list" && "items" in token) return (token.items as Token[]).map(wordsOf).join(". ");
  if (token.type === "table" && "rows" in token) return marks.table;
  if ("tokens" in token && token.tokens) return token.tokens.map(wordsOf).join("");
  if (token.type === "space" || token.type === "br" || token.type === "html" || token.type === "def") return " ";
  return "text" in token && typeof token.text === "string" ? decodeEntities(token.text) : "";
}
