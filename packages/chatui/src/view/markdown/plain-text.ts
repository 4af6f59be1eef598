import { lexer, type Token } from "marked";
import { decodeEntities } from "./entities.ts";
import { lexerOptions } from "./growing-blocks.ts";

/** The words of a markdown text, as one would read them aloud. Code blocks are only mentioned. */
export function toPlainText(markdown: string): string {
  return lexer(markdown, lexerOptions).map(wordsOf).join(" ").replaceAll(/\s+/g, " ").trim();
}

function wordsOf(token: Token): string {
  if (token.type === "code") return "(code)";
  if (token.type === "image") return "text" in token ? String(token.text) : "";
  if (token.type === "list" && "items" in token) return (token.items as Token[]).map(wordsOf).join(". ");
  if (token.type === "table" && "rows" in token) return "(table)";
  if ("tokens" in token && token.tokens) return token.tokens.map(wordsOf).join("");
  if (token.type === "space" || token.type === "br" || token.type === "html" || token.type === "def") return " ";
  return "text" in token && typeof token.text === "string" ? decodeEntities(token.text) : "";
}
