import { type JsonObject, MozaiksError } from "@mozaiks/contracts";
import type { ModelRequest } from "../ports/model-provider.ts";
import type { Dialect } from "./call-options.ts";
import { camelOptions, isOption, isReserved, optionNames, snakeOptions } from "./model-options.ts";

/**
 * The options of `llm_config` as the provider's package takes them. A compatible server gets all of them.
 * @throws MozaiksError `model.rejected` for one that the package does not know and would drop.
 */
export function providerOptions(request: ModelRequest, dialect: Dialect, strict: boolean | undefined) {
  const { options = {} } = request.settings;
  const allowed = Object.fromEntries(Object.entries(options).filter(([name]) => !isReserved(name)));
  const strictness = strict === undefined ? {} : { strictJsonSchema: strict };
  if (dialect === "compatible") return { openaiCompatible: { ...snakeOptions(allowed), ...strictness } };
  for (const name of Object.keys(allowed))
    if (!isOption(dialect, name))
      throw new MozaiksError(
        "model.rejected",
        `llm_config.options: ${dialect} has no option ${name}; it has ${optionNames(dialect).join(", ")}`,
      );
  const { topK: _, verbosity, ...rest } = camelOptions(allowed);
  if (dialect === "google") return { google: rest };
  if (dialect === "anthropic") return { anthropic: withoutBudget(rest, request) };
  return { openai: { ...rest, ...(verbosity !== undefined && { textVerbosity: verbosity }), ...strictness } };
}

/** `top_k` is a setting of its own in the AI SDK. */
export function topKOf({ settings: { options = {} } }: ModelRequest, dialect: Dialect): number | undefined {
  const { topK } = camelOptions(options);
  return (dialect === "anthropic" || dialect === "google") && typeof topK === "number" ? topK : undefined;
}

/**
 * With a thinking budget, Claude refuses tool results whose calls do not begin with the thinking that led to them, and
 * that is not kept: it thinks before it calls tools, and not again after them.
 */
function withoutBudget(options: JsonObject, { messages }: ModelRequest): JsonObject {
  const { thinking, ...rest } = options;
  const hasBudget =
    typeof thinking === "object" && thinking !== null && "type" in thinking && thinking.type === "enabled";
  return hasBudget && messages.at(-1)?.role === "tool" ? rest : options;
}
