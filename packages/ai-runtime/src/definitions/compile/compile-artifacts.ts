import type { Part } from "./definition-parts.ts";
import type { UiConfigFile } from "../files/ui-config-file.ts";
import type { SchemaChecker } from "../source/json-schema.ts";
import { type KnownNames, reportDuplicates } from "./known-names.ts";
import type { ArtifactActionManifest, ArtifactTypeManifest, Manifest } from "../manifest.ts";
import type { Report } from "../source/report.ts";
import { reportSchema } from "../source/schema-report.ts";
import type { SourceFile } from "../source/source-file.ts";

/** What ui_config.yaml declares of types of artifacts. */
export function compileArtifacts(
  part: Part<UiConfigFile>,
  names: KnownNames,
  checker: SchemaChecker,
  report: Report,
): Pick<Manifest, "artifacts"> {
  const entries = part.state === "ok" ? (part.value.artifacts ?? []) : [];
  if (part.state !== "ok" || entries.length === 0) return {};
  const { source } = part;
  const types = entries.map(({ type }, index) => ({ name: type, path: ["artifacts", index, "type"] }));
  reportDuplicates(types, "artifact type", source, report);
  return {
    artifacts: entries.map(({ type, schema, actions }, index): ArtifactTypeManifest => {
      const path = ["artifacts", index];
      const named = (actions ?? []).map(({ name }, at) => ({ name, path: [...path, "actions", at, "name"] }));
      reportDuplicates(named, "action", source, report);
      const isSchema = schema != null && reportSchema(schema, source, [...path, "schema"], checker, report);
      return {
        type,
        ...(isSchema && { schema }),
        actions: (actions ?? []).map((action, at) =>
          compileAction(action, [...path, "actions", at], source, names, report),
        ),
      };
    }),
  };
}

/** Each action has what carries it out, and nothing else. */
function compileAction(
  { name, tool, workflow }: ActionEntry,
  path: readonly PropertyKey[],
  source: SourceFile,
  names: KnownNames,
  report: Report,
): ArtifactActionManifest {
  const needed = name === "update_state" ? undefined : name === "launch_workflow" ? "workflow" : "tool";
  const given = { tool, workflow };
  if (needed !== undefined && given[needed] == null)
    report.error(source.at(path), "key.missing", `The action ${name} has no ${needed}.`, `Add \`${needed}:\`.`);
  for (const key of ["tool", "workflow"] as const)
    if (key !== needed && given[key] != null)
      report.error(
        source.atKey([...path, key]),
        "key.conflict",
        `The action ${name} takes no ${key}.`,
        needed === undefined ? "Remove it." : `Write \`${needed}:\`.`,
      );
  if (
    needed === "tool" &&
    tool != null &&
    names.requireTool(tool, source, [...path, "tool"]) &&
    names.uiTools?.has(tool)
  )
    report.error(
      source.at([...path, "tool"]),
      "value.invalid",
      `${tool} asks a person; an action needs a tool that does something.`,
      "Name another tool.",
    );
  return { name, ...(tool != null && { tool }), ...(workflow != null && { workflow }) };
}

type ActionEntry = NonNullable<NonNullable<UiConfigFile["artifacts"]>[number]["actions"]>[number];
