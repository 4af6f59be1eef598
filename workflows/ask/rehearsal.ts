import type { RehearsalFunction } from "@mozaiks/ai-runtime/tool";

const notice = "**No language model is answering.**";

/** Says that it is no model, and shows what a model would know of the page. */
export const Assistant: RehearsalFunction = ({ messages, context }) => {
  const said = messages.at(-1)?.content.trim() ?? "";
  const wasTold = messages.some(({ role, content }) => role === "assistant" && content.includes(notice));
  const told = wasTold
    ? `${notice} Still the rehearsal speaking.`
    : `${notice} This is the rehearsal of the Ask assistant: the same words every time. Set \`OPENAI_API_KEY\` (or another provider's key) and start again to talk to a model.`;
  return { content: [told, answerTo(said, context["ui"])].join("\n\n") };
};

function answerTo(said: string, page: unknown): string {
  if (/look like|markdown|format/i.test(said)) return sample;
  if (/what can you do|help/i.test(said)) return abilities;
  return `You wrote:\n\n${quoted(said)}\n\n${knownOf(page)}`;
}

const abilities = [
  "With a model I answer questions about the page that you are on and about everything else. I know of the page what it",
  "tells me, and I remember this conversation. Ask *What is on this page?* to see what I am told, or *Show me what an answer",
  "can look like*.",
].join("\n");

const sample = [
  "Answers are Markdown:",
  "1. **Lists** for steps, with *emphasis* and `names`",
  "2. [Links](https://commonmark.org) for what is elsewhere",
  "",
  "| kind | good for |",
  "|---|---|",
  "| table | comparisons |",
  "| code | what is copied |",
  "",
  "```ts",
  'export const greeting = (name: string): string => `Hello, ${name || "you"}!`;',
  "```",
].join("\n");

function knownOf(page: unknown): string {
  const facts = typeof page === "object" && page !== null && !Array.isArray(page) ? Object.entries(page) : [];
  if (facts.length === 0) return "The page that you are on has told me nothing about itself.";
  const rows = facts.slice(0, 20).map(([name, value]) => `| ${cell(name)} | ${cell(value)} |`);
  const more = facts.length > rows.length ? `\n\n… and ${facts.length - rows.length} more.` : "";
  return `The page that you are on tells me:\n\n| | |\n|---|---|\n${rows.join("\n")}${more}`;
}

function quoted(text: string): string {
  const lines = text.slice(0, 500).split("\n");
  return lines.map((line) => `> ${line}`).join("\n");
}

/** A value on one line of a table, cut where it gets long. */
function cell(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
