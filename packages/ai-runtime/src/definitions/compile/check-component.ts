import { coreComponents } from "@mozaiks/contracts/fold";
import type { Place } from "../source/diagnostic.ts";
import { suggest } from "../source/name-suggestion.ts";
import type { Report } from "../source/report.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";
import { componentFiles } from "./component-files.ts";

const coreNames: ReadonlySet<string> = new Set(coreComponents);

/** One of the chat's own, of the folder, or of the host (`acme.picker`), which nobody here knows. */
export function checkComponent(component: string, place: Place, folder: WorkflowFolder, report: Report): void {
  const own = componentFiles(folder);
  if (own.has(component) || coreNames.has(component)) return;
  if (/^core\./i.test(component))
    report.error(
      place,
      "name.unknown",
      `${component} is no component of the chat.`,
      suggest(component, coreNames, `Use one of ${[...coreNames].join(", ")}.`),
    );
  else if (!/^\w+(?:[.-]\w+)*$/.test(component) || !component.includes(".")) {
    const core = `core.${component}`;
    report.error(
      place,
      "file.missing",
      `There is no component components/${component}.tsx.`,
      coreNames.has(core)
        ? `Did you mean ${JSON.stringify(core)}?`
        : suggest(component, own.keys(), "Create it, use one of core.*, or name the host's as `acme.picker`."),
    );
  }
}
