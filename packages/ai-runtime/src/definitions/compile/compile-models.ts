import { checkAliasName, checkModelName, checkOption } from "./check-models.ts";
import type { Part } from "./definition-parts.ts";
import type { ModelConfig } from "../files/agents-file.ts";
import type { ModelAlias, OrchestratorFile } from "../files/orchestrator-file.ts";
import type { ModelChoice } from "../manifest.ts";
import { present, settingsOf } from "./model-config.ts";
import type { Report } from "../source/report.ts";
import type { SourceFile, SourcePath } from "../source/source-file.ts";

/** The models of a workflow: its aliases, and what they come to where one is named. */
export interface CompiledModels {
  /**
   * The model of an agent, from its own `llm_config` at a path. What stands nearest wins: that, then the alias it names,
   * then `model_defaults`.
   */
  agentModel(own: ModelConfig, source: SourceFile, path: SourcePath): ModelChoice;
  /** The model of whatever has no `llm_config`. */
  readonly defaults: ModelChoice;
  /** Warns of aliases that nothing names. To be called last. */
  reportUnused(): void;
}

/** A model with its settings still as they are written. */
interface Expanded {
  readonly config: ModelConfig;
  readonly fallbacks: readonly ModelConfig[];
}

/** Reads `models` and `model_defaults` of orchestrator.yaml. Names no model that must exist: that depends on the machine. */
export function compileModels(part: Part<OrchestratorFile>, report: Report): CompiledModels {
  const aliases = new Map<string, ModelAlias>();
  const used = new Set<string>();
  const declared = part.state === "ok" ? Object.entries(part.value.models ?? {}) : [];
  for (const [name, alias] of declared) aliases.set(name, typeof alias === "string" ? { model: alias } : alias);
  if (part.state === "ok") checkAliases(aliases, part.source, part.value, used, report);

  /** What a name comes to: an alias may stand for another one. Of a fallback that is an alias, its own are not asked. */
  function expandName(name: string, trail: readonly string[] = []): Expanded {
    const alias = trail.includes(name) ? undefined : aliases.get(name);
    if (alias === undefined) return { config: { model: name }, fallbacks: [] };
    const { model, fallbacks, ...settings } = alias;
    const base = expandName(model, [...trail, name]);
    const others = (fallbacks ?? []).map((fallback) => expandName(fallback).config);
    return {
      config: nearer(base.config, present(settings)),
      fallbacks: [...base.fallbacks, ...others],
    };
  }

  function expandConfig(config: ModelConfig): Expanded {
    const { model, ...settings } = present(config);
    if (model == null) return { config: settings, fallbacks: [] };
    const { config: named, fallbacks } = expandName(model);
    return { config: nearer(named, settings), fallbacks };
  }

  function checkName(name: string | null | undefined, source: SourceFile, path: SourcePath): void {
    if (name == null) return;
    used.add(name);
    if (!aliases.has(name)) checkModelName(name, [...aliases.keys()], source.at(path), report);
  }

  const given = part.state === "ok" ? (part.value.model_defaults ?? {}) : {};
  if (part.state === "ok") checkName(given.model, part.source, ["model_defaults", "model"]);
  const base = expandConfig(given);

  function checkOptions(
    { options }: { options?: ModelConfig["options"] },
    model: string | null | undefined,
    source: SourceFile,
    path: SourcePath,
  ): void {
    for (const name of Object.keys(options ?? {}))
      checkOption(name, model, source.atKey([...path, "options", name]), report);
  }

  if (part.state === "ok") {
    checkOptions(given, base.config.model, part.source, ["model_defaults"]);
    for (const [name, alias] of aliases)
      checkOptions(alias, expandName(name).config.model, part.source, ["models", name]);
  }

  return {
    defaults: toChoice(base),
    agentModel(own, source, path) {
      checkName(own.model, source, [...path, "model"]);
      const nearest = expandConfig(own);
      const { model: _, options: _others, ...settings } = present(given);
      const expanded =
        nearest.config.model == null
          ? { config: nearer(base.config, nearest.config), fallbacks: base.fallbacks }
          : { config: { ...settings, ...nearest.config }, fallbacks: nearest.fallbacks };
      checkOptions(own, expanded.config.model, source, path);
      return toChoice(expanded);
    },
    reportUnused() {
      if (part.state !== "ok") return;
      for (const name of aliases.keys())
        if (!used.has(name))
          report.warning(part.source.atKey(["models", name]), "model.unused", `Nothing names ${name}.`, "Remove it.");
    },
  };
}

/** What is wrong with the names of aliases and with the models they name. Adds those that are named to `used`. */
function checkAliases(
  aliases: ReadonlyMap<string, ModelAlias>,
  source: SourceFile,
  { models }: OrchestratorFile,
  used: Set<string>,
  report: Report,
): void {
  const inCycle = new Set<string>();
  for (const [name, { model, fallbacks }] of aliases) {
    checkAliasName(name, source.atKey(["models", name]), report);
    const path = typeof models?.[name] === "string" ? ["models", name] : ["models", name, "model"];
    const named = [
      { to: model, path },
      ...(fallbacks ?? []).map((to, index) => ({ to, path: ["models", name, "fallbacks", index] })),
    ];
    for (const { to, path: at } of named) {
      used.add(to);
      if (!aliases.has(to)) checkModelName(to, [...aliases.keys()], source.at(at), report);
    }
    const trail = [name];
    for (let next = aliases.has(model) ? model : undefined; next !== undefined && !trail.includes(next);) {
      trail.push(next);
      const after = aliases.get(next)?.model ?? "";
      next = aliases.has(after) ? after : undefined;
    }
    const last = aliases.get(trail.at(-1) ?? "")?.model;
    if (last !== name || inCycle.has(name)) continue;
    for (const member of trail) inCycle.add(member);
    report.error(
      source.at(path),
      "model.cycle",
      `The model ${name} leads back to itself: ${[...trail, name].join(", ")}.`,
      "Name a model of a provider.",
    );
  }
}

/** Settings go along to a fallback, unless its own alias says otherwise; options are for the model they stand with. */
function toChoice({ config, fallbacks }: Expanded): ModelChoice {
  const { options: _, ...shared } = config;
  const choices = fallbacks.map((fallback) => single({ ...shared, ...fallback }));
  const others = choices.filter(
    ({ model }, index) =>
      model !== undefined && model !== config.model && choices.findIndex((each) => each.model === model) === index,
  );
  return { ...single(config), ...(others.length > 0 && { fallbacks: others }) };
}

/** The nearer settings over others; options are added up. */
function nearer(base: ModelConfig, own: ModelConfig): ModelConfig {
  const options = { ...base.options, ...own.options };
  return { ...base, ...own, ...(Object.keys(options).length > 0 && { options }) };
}

function single(config: ModelConfig): Omit<ModelChoice, "fallbacks"> {
  return { ...(config.model != null && { model: config.model }), settings: settingsOf(config) };
}
