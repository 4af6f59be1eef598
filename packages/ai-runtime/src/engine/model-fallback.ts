import { isMozaiksError } from "@mozaiks/contracts";
import type { ModelChoice } from "../definitions/manifest.ts";
import { isModelNotFound } from "../models/model-failure.ts";
import type { ModelPart, ModelProvider, ModelRequest } from "../ports/model-provider.ts";

/**
 * Streams the reply of the first model that answers: the request's own, then its fallbacks in order. What one that broke
 * has streamed is made void by a `restart`.
 * @param onGivenUp told of each model that is passed over, before the next is asked.
 * @throws as the provider, when the last one breaks or one fails in a way that another cannot cure.
 */
export async function* streamWithFallbacks(
  models: Pick<ModelProvider, "stream">,
  request: ModelRequest,
  { fallbacks, signal }: { fallbacks: ModelChoice["fallbacks"]; signal: AbortSignal },
  onGivenUp: (next: ModelChoice, thrown: unknown) => void,
): AsyncGenerator<ModelPart, void, undefined> {
  const left = [...(fallbacks ?? [])];
  for (let asked = request; ;) {
    let isVoid = false;
    try {
      for await (const part of models.stream(asked, { signal })) {
        isVoid = true;
        yield part;
      }
      return;
    } catch (thrown) {
      const next = left.shift();
      if (signal.aborted || next === undefined || !isCurable(thrown)) throw thrown;
      onGivenUp(next, thrown);
      asked = { ...request, model: next.model, settings: next.settings };
    }
    if (isVoid) yield { type: "restart" };
  }
}

/** Whether another model may answer: this one is down, is not known to its provider, or has no key on this machine. */
function isCurable(thrown: unknown): boolean {
  if (!isMozaiksError(thrown)) return false;
  return thrown.code === "model.unavailable" || thrown.code === "model.not-configured" || isModelNotFound(thrown);
}
