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

/** A prompt that can be filled in many times. */
export interface PromptTemplate {
  /**
   * The prompt with its variables filled in. Objects and lists appear as JSON; unset variables as nothing.
   * @throws MozaiksError `definition.invalid` when it is no template, or rendering fails or takes more than 250 ms or 10 MB.
   */
  render(context: JsonObject): string;
}

/** An agent's prompt, parsed when it is rendered first. */
export function promptTemplate({ name, prompt }: Pick<AgentManifest, "name" | "prompt">): PromptTemplate {
  if (!/\{[{%]/.test(prompt)) return { render: () => prompt };
  let parsed: { readonly liquid: Liquid; readonly templates: Template[] } | undefined;
  return {
    render(context) {
      try {
        parsed ??= parse(prompt);
        return String(parsed.liquid.renderSync(parsed.templates, context));
      } catch (cause) {
        const { message } = mistakeOf(cause);
        throw new MozaiksError("definition.invalid", `prompt of ${name}: ${message}`, { cause });
      }
    },
  };
}

function parse(prompt: string): { liquid: Liquid; templates: Template[] } {
  const liquid = createLiquid();
  return { liquid, templates: liquid.parse(prompt) };
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
