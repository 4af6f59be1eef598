import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const books = [
  { id: "b1", title: "Twenty Thousand Leagues Under the Sea", author: "Jules Verne", about: "sea ships travel" },
  { id: "b2", title: "The Old Man and the Sea", author: "Ernest Hemingway", about: "sea fishing" },
  { id: "b3", title: "The Secret Garden", author: "Frances Hodgson Burnett", about: "gardens children" },
];
const reserved = new Set<string>();

const server = new Server({ name: "library", version: "1.0.0" }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: [
    {
      name: "find",
      description: "Finds books by words of their title, author or subject.",
      inputSchema: {
        type: "object",
        properties: { words: { type: "string", description: "what to look for" } },
        required: ["words"],
      },
    },
    {
      name: "reserve",
      description: "Reserves a book.",
      inputSchema: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
    },
  ],
}));

server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
  const args = params.arguments ?? {};
  return params.name === "find" ? find(String(args["words"])) : reserve(String(args["id"]));
});

const smallWords = new Set(["about", "and", "book", "books", "for", "something", "the"]);

function find(words: string) {
  const wanted = (words.toLowerCase().match(/\p{L}{3,}/gu) ?? []).filter((word) => !smallWords.has(word));
  const found = books.filter(({ title, author, about }) => {
    const text = `${title} ${author} ${about}`.toLowerCase();
    return wanted.some((word) => text.includes(word));
  });
  const result = { books: found.map(({ id, title, author }) => ({ id, title, author, free: !reserved.has(id) })) };
  return { content: [{ type: "text", text: JSON.stringify(result) }], structuredContent: result };
}

function reserve(id: string) {
  const book = books.find((each) => each.id === id);
  if (!book) return { content: [{ type: "text", text: `There is no book ${id}.` }], isError: true };
  if (reserved.has(id))
    return { content: [{ type: "text", text: `${book.title} is reserved already.` }], isError: true };
  reserved.add(id);
  return { content: [{ type: "text", text: `${book.title} is reserved until tomorrow evening.` }] };
}

await server.connect(new StdioServerTransport());
