import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

interface Book {
  readonly id: string;
  readonly title: string;
  readonly author: string;
}

/** Looks for what is asked, and reserves what was found when the person agrees. */
export const Librarian: RehearsalFunction = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === "tool") {
    if (last.name === "reserve_book") return { content: last.content.replaceAll('"', "") };
    const books = booksIn(last.content);
    if (books.length === 0) return { content: "I found nothing about that. Shall I look for something else?" };
    const lines = books.map(({ title, author }) => `- **${title}** by ${author}`);
    return { content: `I found:\n${lines.join("\n")}\n\nShall I reserve ${books[0]?.title}?` };
  }
  const said = last?.content ?? "";
  const found = messages.findLast(({ role, name }) => role === "tool" && name === "find_books");
  const [first] = booksIn(found?.content ?? "");
  if (first && /^(yes|please|sure|ok)\b/i.test(said))
    return { toolCalls: [{ name: "reserve_book", arguments: { id: first.id } }] };
  return { toolCalls: [{ name: "find_books", arguments: { words: said } }] };
};

function booksIn(content: string): readonly Book[] {
  try {
    const { books } = JSON.parse(content) as { books?: readonly Book[] };
    return books ?? [];
  } catch {
    return [];
  }
}
