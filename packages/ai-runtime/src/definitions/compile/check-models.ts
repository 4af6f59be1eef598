import { providerNames } from "../../models/accounts.ts";
import { isOption, isReserved, optionNames } from "../../models/model-options.ts";
import type { Place } from "../source/diagnostic.ts";
import { nearestName, suggest } from "../source/name-suggestion.ts";
import type { Report } from "../source/report.ts";

/** Whether a name can be that of an alias. */
export function checkAliasName(name: string, place: Place, report: Report): void {
  if (/^[A-Za-z_][A-Za-z0-9_.-]{0,51}$/.test(name) && !(name in Object.prototype)) return;
  report.error(
    place,
    "name.invalid",
    `${JSON.stringify(name)} cannot name a model.`,
    "Use 1 to 52 letters, digits, _, . or -, beginning with a letter.",
  );
}

/** What is wrong with the name of a model that is no alias. That the model exists is not checked: it depends on the machine. */
export function checkModelName(name: string, aliases: readonly string[], place: Place, report: Report): void {
  const slash = name.indexOf("/");
  if (slash < 0) {
    const near = nearestName(name, aliases);
    if (near !== undefined)
      report.warning(
        place,
        "name.unknown",
        `There is no model ${JSON.stringify(name)} in orchestrator.yaml: it stands for openai/${name}.`,
        `Did you mean ${JSON.stringify(near)}? If not, write openai/${name}.`,
      );
    return;
  }
  const provider = name.slice(0, slash);
  if (!providerNames.some((known) => known === provider))
    report.error(
      place,
      "name.unknown",
      `There is no model provider ${JSON.stringify(provider)}.`,
      suggest(
        provider,
        providerNames,
        `Write openai/${name} for the server of OPENAI_API_BASE, or one of: ${providerNames.join(", ")}.`,
      ),
    );
  else if (slash === name.length - 1)
    report.error(place, "value.invalid", `${JSON.stringify(name)} names no model.`, `Write ${name}<name>.`);
}

/**
 * What is wrong with an option for a model. Only the server that answers knows the options of `openai/…` names: it may be
 * that of OPENAI_API_BASE.
 */
export function checkOption(name: string, model: string | null | undefined, place: Place, report: Report): void {
  if (isReserved(name)) {
    report.error(
      place,
      "key.conflict",
      `${name} is no option.`,
      "Write settings beside `options:`; the rest is set by the runtime.",
    );
    return;
  }
  const provider = providerNames.find((known) => model?.startsWith(`${known}/`) === true);
  if (provider === undefined || provider === "openai" || isOption(provider, name)) return;
  const names = optionNames(provider);
  report.error(
    place,
    "key.unknown",
    `${provider} has no option ${JSON.stringify(name)}.`,
    suggest(name, names, `Known options: ${names.join(", ")}.`),
  );
}
