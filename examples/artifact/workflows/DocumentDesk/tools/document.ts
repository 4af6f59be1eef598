import type { ToolFunction } from "@mozaiks/ai-runtime/tool";

type Section = { heading: string; text: string };

export const writeDocument: ToolFunction<{ title: string; sections: Section[] }> = (
  { title, sections },
  { artifacts },
) => artifacts.create({ type: "document", title, state: { status: "draft", sections } });

/** A patch: what the person changes meanwhile in other sections stays. */
export const addSection: ToolFunction<Section> = async (section, { artifacts }) => {
  const document = artifacts.list().findLast(({ type }) => type === "document");
  if (!document) throw new Error("there is no document yet: call write_document");
  return artifacts.update(document.artifact_id, [{ op: "add", path: "/sections/-", value: section }]);
};

/** Called by the person's action `publish`, not by an agent. */
export const publishDocument: ToolFunction<{ artifact_id: string }> = async ({ artifact_id }, { artifacts }) => {
  const { title, version } = await artifacts.get(artifact_id);
  await artifacts.update(artifact_id, [{ op: "replace", path: "/status", value: "published" }], {
    expected_version: version,
  });
  return `${title} is published.`;
};
