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
  /** Names of the variables it reads. */
  readonly variables: readonly string[];
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
    const segments = liquid.globalVariableSegmentsSync(parsed, { partials: false });
    const names = segments.map(([name]) => name).filter((name) => typeof name === "string");
    return { variables: [...new Set(names)] };
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
    outputEscape: (value: unknown) => (typeof value === "object" && value !== null ? JSON.stringify(value) : value),
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

function mistakeOf(thrown: unknown): PromptMistake {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const place = /, line:(\d+), col:(\d+)$/.exec(text);
  return {
    message: text.replace(/(?:, file:.*)?, line:\d+, col:\d+$/, ""),
    line: Number(place?.[1] ?? 1),
    column: Number(place?.[2] ?? 1),
  };
}
