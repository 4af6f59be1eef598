import type { Json, JsonObject } from "@mozaiks/contracts/fold";
import { filesOf, membersOf, type ArtifactFiles } from "./artifact-files.ts";

/** What an artifact's state is, as a reader sees it. */
export type ArtifactBody =
  | { readonly kind: "files"; readonly files: ArtifactFiles }
  | { readonly kind: "component"; readonly component: string; readonly payload: JsonObject }
  | { readonly kind: "code"; readonly code: string; readonly language: string }
  | { readonly kind: "image"; readonly source: string; readonly description: string }
  /** Markdown, and what else there is to know about it. */
  | { readonly kind: "document"; readonly markdown: string; readonly facts: JsonObject }
  | { readonly kind: "table"; readonly columns: readonly string[]; readonly rows: readonly JsonObject[] }
  | { readonly kind: "value"; readonly value: Json };

const codeTypes = /^(code|script|source|snippet)$/;
const textNames = ["markdown", "content", "body", "text"];

/** What a state is: by its shape, and by the artifact's type where the shape leaves it open. */
export function toBody(artifactType: string, state: Json): ArtifactBody {
  const files = filesOf(state);
  if (files) return { kind: "files", files };
  if (typeof state === "string") return textBody(artifactType, state);
  const members = membersOf(state);
  if (members) return componentBody(artifactType, members) ?? memberBody(members) ?? { kind: "value", value: state };
  const rows = Array.isArray(state) ? tableBody(state) : undefined;
  return rows ?? { kind: "value", value: state };
}

function textBody(artifactType: string, text: string): ArtifactBody {
  if (/^data:image\//i.test(text)) return { kind: "image", source: text, description: "" };
  if (codeTypes.test(artifactType)) return { kind: "code", code: text, language: "" };
  return { kind: "document", markdown: text, facts: {} };
}

function componentBody(artifactType: string, members: JsonObject): ArtifactBody | undefined {
  if (artifactType.startsWith("core.")) return { kind: "component", component: artifactType, payload: members };
  const { component, payload } = members;
  const inside = payload === undefined ? {} : membersOf(payload);
  if (typeof component !== "string" || !component.startsWith("core.") || !inside) return undefined;
  return { kind: "component", component, payload: inside };
}

function memberBody(members: JsonObject): ArtifactBody | undefined {
  const { code, language, image, url, alt, sections, title: _title, ...others } = members;
  if (typeof code === "string") {
    return { kind: "code", code, language: typeof language === "string" ? language : "" };
  }
  const source = image ?? (typeof url === "string" && /^data:image\//i.test(url) ? url : undefined);
  if (typeof source === "string") {
    return { kind: "image", source, description: typeof alt === "string" ? alt : "" };
  }
  const written = sections === undefined ? undefined : sectionsText(sections);
  if (written !== undefined) return { kind: "document", markdown: written, facts: others };
  for (const name of textNames) {
    const { [name]: markdown, ...facts } = members;
    if (typeof markdown === "string") return { kind: "document", markdown, facts };
  }
  return undefined;
}

/** `[{ heading, text }]` as one text; undefined when it is something else. */
function sectionsText(sections: Json): string | undefined {
  if (!Array.isArray(sections)) return undefined;
  const texts = sections.map((section) => {
    const { heading, title, text, content, ...others } = membersOf(section) ?? { other: section };
    const [head, body] = [heading ?? title, text ?? content];
    if (typeof body !== "string" || Object.keys(others).length > 0) return undefined;
    return typeof head === "string" ? `## ${head}\n\n${body}` : body;
  });
  return texts.every((text) => text !== undefined) ? texts.join("\n\n") : undefined;
}

function tableBody(items: readonly Json[]): ArtifactBody | undefined {
  const rows = items.map((item) => membersOf(item)).filter((row) => row !== undefined);
  if (items.length === 0 || rows.length !== items.length) return undefined;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const isFlat = rows.every((row) => Object.values(row).every((value) => typeof value !== "object" || value === null));
  return isFlat && columns.length <= 12 ? { kind: "table", columns, rows } : undefined;
}
