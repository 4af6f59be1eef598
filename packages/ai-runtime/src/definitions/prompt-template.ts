import { Liquid, type TagToken, type Template } from "liquidjs";
import { type JsonObject, MozaiksError } from "@mozaiks/contracts";
import type { AgentManifest } from "./manifest.ts";

/** What is wrong with a prompt: `line` counts from 1 within the template. */
export interface PromptMistake {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface PromptCheck {
  readonly mistake?: PromptMistake;
  /** The variables it reads, each where it is read first. */
  readonly variables: readonly { readonly name: string; readonly line: number; readonly column: number }[];
}

/**
 * An agent's prompt with its variables filled in. Objects and lists appear as JSON; unset variables as nothing.
 * @throws MozaiksError `definition.invalid` when rendering fails or takes more than 250 ms or 10 MB.
 */
export function renderPrompt(agent: Pick<AgentManifest, "name" | "prompt">, context: JsonObject): string {
  if (!/\{[{%]/.test(agent.prompt)) return agent.prompt;
  const liquid = createLiquid();
  try {
    return String(liquid.renderSync(liquid.parse(agent.prompt), context));
  } catch (cause) {
    const { message } = mistakeOf(cause);
    throw new MozaiksError("definition.invalid", `prompt of ${agent.name}: ${message}`, { cause });
  }
}

/** Parses a prompt without rendering it. Total. */
export function checkPrompt(template: string): PromptCheck {
  const liquid = createLiquid();
  try {
    const parsed: Template[] = liquid.parse(template);
    const { globals } = liquid.analyzeSync(parsed, { partials: false });
    return {
      variables: Object.entries(globals).map(([name, [first]]) => ({
        name,
        line: first?.location.row ?? 1,
        column: first?.location.col ?? 1,
      })),
    };
  } catch (thrown) {
    return { mistake: mistakeOf(thrown), variables: [] };
  }
}

/** Without tags that read other templates: a prompt has no files. */
function createLiquid(): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    templates: {},
    parseLimit: 1_000_000,
    renderLimit: 250,
    memoryLimit: 10_000_000,
    outputEscape: toText,
  });
  for (const tag of ["include", "render", "layout", "block"]) {
    liquid.registerTag(tag, {
      parse(token: TagToken) {
        throw new SyntaxError(`the tag ${token.name} is not available in prompts`);
      },
      render: () => "",
    });
  }
  return liquid;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function mistakeOf(thrown: unknown): PromptMistake {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const place = /, line:(\d+), col:(\d+)$/.exec(text);
  return {
    message: text.replace(/(?:, file:.*)?, line:\d+, col:\d+$/, "").replace("undefined filter:", "unknown filter"),
    line: Number(place?.[1] ?? 1),
    column: Number(place?.[2] ?? 1),
  };
}
