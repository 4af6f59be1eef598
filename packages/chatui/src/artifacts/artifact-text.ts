import type { Json } from "@mozaiks/contracts/fold";
import { toBody, type ArtifactBody } from "./artifact-body.ts";

/** What can be compared and copied of an artifact: texts by path. What has no files is one text without a name. */
export type ArtifactTexts = ReadonlyMap<string, string>;

/** A state as texts. A file whose bytes are kept elsewhere is represented by what names them. */
export function toTexts(artifactType: string, state: Json): ArtifactTexts {
  const body = toBody(artifactType, state);
  if (body.kind !== "files") return new Map([["", toText(body, state)]]);
  return new Map([...body.files].map(([path, file]) => [path, typeof file === "string" ? file : `[${file.blob}]\n`]));
}

/** An artifact without files as one text: its words where it has words, else JSON. */
export function toText(body: ArtifactBody, state: Json): string {
  switch (body.kind) {
    case "code":
      return body.code;
    case "document": {
      const facts = Object.entries(body.facts).map(([name, value]) => `${name}: ${toFact(value)}\n`);
      return `${facts.join("")}${facts.length > 0 ? "\n" : ""}${body.markdown}`;
    }
    default:
      return JSON.stringify(state, undefined, 2);
  }
}

function toFact(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
