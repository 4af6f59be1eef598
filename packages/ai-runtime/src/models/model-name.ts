import { MozaiksError } from "@mozaiks/contracts";
import { type ProviderName, providerNames } from "./accounts.ts";

/** A model as its provider knows it. */
export interface ModelName {
  /** `provider/model`, as usage and prices know it. */
  readonly full: string;
  readonly provider: ProviderName;
  /** What is sent to the provider: everything after the first slash. */
  readonly id: string;
}

/**
 * Reads a model name: `<provider>/<name>`, or a bare name, which means `openai/<name>`.
 * @throws MozaiksError `model.not-configured` when neither `name` nor `fallback` is set, or for an unknown provider.
 */
export function modelName(name: string | undefined, fallback: string | undefined): ModelName {
  const text = chosenText(name, fallback);
  if (text === undefined)
    throw new MozaiksError(
      "model.not-configured",
      "No model is chosen: set DEFAULT_MODEL, or `llm_config.model` of the agent",
    );
  const slash = text.indexOf("/");
  if (slash < 0) return { full: `openai/${text}`, provider: "openai", id: text };
  const provider = providerNames.find((known) => known === text.slice(0, slash));
  const id = text.slice(slash + 1);
  if (provider === undefined || id === "")
    throw new MozaiksError(
      "model.not-configured",
      `There is no model provider for "${text}": write ${providerNames.map((known) => `${known}/<name>`).join(", ")}. With OPENAI_API_BASE set, everything after openai/ is sent to that server as it is (openai/${id === "" ? "<name>" : text})`,
    );
  return { full: text, provider, id };
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
