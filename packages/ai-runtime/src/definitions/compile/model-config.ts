import type { ModelSettings } from "../../ports/model-provider.ts";
import type { ModelConfig } from "../files/agents-file.ts";

/** The sampling settings of `llm_config`, without its model. */
export function settingsOf(config: ModelConfig): ModelSettings {
  const { model: _, stop, ...numbers } = present(config);
  return {
    ...numbers,
    ...(stop != null && { stop: typeof stop === "string" ? [stop] : stop }),
  } as ModelSettings;
}

/** Without keys whose value is null, which YAML writes for "not given". */
export function present(config: ModelConfig): ModelConfig {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null && value !== undefined));
}
