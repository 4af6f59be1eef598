import type { SessionEvent } from "@mozaiks/contracts";
import type { ToolFunction } from "../../src/tool.ts";
import type { Definition } from "../../src/definitions/definition.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import type { Reply } from "./scripted-model.ts";

type Entity = NonNullable<NonNullable<ManifestParts["variables"]>[number]["entity"]>;

/** A note with a schema that is written at once, under the chat's id, unless a test wants something else. */
export function defineNote(entity: Partial<Entity> = {}, parts: ManifestParts = {}): Definition {
  return buildDefinition({
    tools: [{ name: "set" }, { name: "fail" }],
    variables: [
      { name: "topic" },
      {
        name: "note",
        type: "object",
        source: "data_entity",
        schema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
        entity: {
          collection: "notes",
          key: "{{ chat_id }}",
          loads: false,
          write_strategy: "immediate",
          ...entity,
        },
      },
    ],
    ...parts,
  });
}

/** Sets what it is given. */
const set: ToolFunction = (values, { context }) => {
  for (const [name, value] of Object.entries(values)) context.set(name, value);
  return "set";
};
/** The same, and fails then. */
const fail: ToolFunction = (values, tool) => {
  set(values, tool);
  throw new Error("after all");
};
/** A reply that sets the note. */
export const note = (text: string): Reply => ({ calls: [["set", { note: { text } }]] });

export const noteTools = { set, fail };

export const isWrite = ({ type }: SessionEvent): boolean => type === "data_written";
