import { MozaiksError } from "@mozaiks/contracts";

/** A model as its provider knows it. */
export interface ModelName {
  /** `provider/model`, as usage and prices know it. */
  readonly full: string;
  /** What is sent to the provider: everything after the first slash. */
  readonly id: string;
}

/**
 * Reads a model name: `openai/<name>`, or a bare name, which means the same.
 * @throws MozaiksError `model.not-configured` when neither `name` nor `fallback` is set, or for another provider.
 */
export function modelName(name: string | undefined, fallback: string | undefined): ModelName {
  const text = chosenText(name, fallback);
  if (text === undefined)
    throw new MozaiksError(
      "model.not-configured",
      "No model is chosen: set DEFAULT_MODEL, or `llm_config.model` of the agent",
    );
  const slash = text.indexOf("/");
  if (slash < 0) return { full: `openai/${text}`, id: text };
  const provider = text.slice(0, slash);
  const id = text.slice(slash + 1);
  if (provider !== "openai" || id === "")
    throw new MozaiksError(
      "model.not-configured",
      `There is no model provider for "${text}": write openai/<name>. With OPENAI_API_BASE set, everything after openai/ is sent to that server as it is (openai/${id === "" ? "<name>" : text})`,
    );
  return { full: text, id };
}

/** The full name of what answers. It never throws: a name that nobody answers to stays as it is, no name is `none`. */
export function resolvedName(name: string | undefined, fallback: string | undefined): string {
  const text = chosenText(name, fallback);
  if (text === undefined) return "none";
  return text.includes("/") ? text : `openai/${text}`;
}

function chosenText(name: string | undefined, fallback: string | undefined): string | undefined {
  return name?.trim() || fallback?.trim() || undefined;
}
