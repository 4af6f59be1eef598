import { Liquid } from "liquidjs";
import type { Json, JsonObject } from "@mozaiks/contracts";

/** What stands in a template, in order. Nothing that a value holds is ever read as a template again. */
export type TemplatePiece =
  | { readonly kind: "text"; readonly text: string }
  /** `{{ arguments.city | downcase }}`: a Liquid expression. */
  | { readonly kind: "value"; readonly expression: string }
  /** `${secret:NAME}` */
  | { readonly kind: "secret"; readonly name: string };

export interface TemplateCheck {
  readonly mistake?: string;
  /** The variables it reads, by their segments: `["arguments", "city"]`. */
  readonly reads: readonly (readonly (string | number)[])[];
  readonly secrets: readonly string[];
}

const piecePattern = /\{\{-?([^]*?)-?\}\}|\$\{secret:([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** The pieces of a template. Total: what is no piece of its own is text. */
export function splitTemplate(template: string): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let end = 0;
  const text = (until: number): void => {
    if (until > end) pieces.push({ kind: "text", text: template.slice(end, until) });
  };
  for (const match of template.matchAll(piecePattern)) {
    text(match.index);
    const [whole, expression, name] = match;
    pieces.push(name === undefined ? { kind: "value", expression: expression ?? "" } : { kind: "secret", name });
    end = match.index + whole.length;
  }
  text(template.length);
  return pieces;
}

/** What is wrong with a template, and what it reads. Total. */
export function checkTemplate(template: string): TemplateCheck {
  const liquid = createLiquid();
  const reads: (readonly (string | number)[])[] = [];
  const secrets: string[] = [];
  for (const piece of splitTemplate(template)) {
    if (piece.kind === "secret") secrets.push(piece.name);
    else if (piece.kind === "text") {
      const mistake = mistakeInText(piece.text);
      if (mistake !== undefined) return { mistake, reads, secrets };
    } else {
      try {
        const { globals } = liquid.analyzeSync(liquid.parse(`{{ ${piece.expression} }}`), { partials: false });
        for (const variable of Object.values(globals).flat())
          reads.push(variable.segments.filter((segment) => typeof segment !== "object"));
      } catch (thrown) {
        const message = thrown instanceof Error ? thrown.message : String(thrown);
        return {
          mistake: message.replace(/, line:\d+, col:\d+$/, "").replace("undefined filter:", "unknown filter"),
          reads,
          secrets,
        };
      }
    }
  }
  return { reads, secrets };
}

/** The value of an expression. @throws Error when it fails, or takes more than 100 ms or 1 MB. */
export function evaluateExpression(expression: string, scope: JsonObject): Json | undefined {
  return createLiquid().evalValueSync(expression, scope) as Json | undefined;
}

/** A value as text: objects and lists as JSON, unset values as nothing. */
export function valueText(value: Json | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function mistakeInText(text: string): string | undefined {
  if (text.includes("{%")) return "only {{ … }} can be used here, no tags";
  if (text.includes("{{")) return "{{ is not closed";
  return text.includes("${secret:") ? "a secret is written ${secret:NAME}" : undefined;
}

/** Expressions only: a parsed template is evaluated value by value, so that each can be encoded for its position. */
function createLiquid(): Liquid {
  return new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    templates: {},
    parseLimit: 100_000,
    renderLimit: 100,
    memoryLimit: 1_000_000,
  });
}
