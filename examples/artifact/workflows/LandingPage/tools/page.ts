import type { ToolFunction } from "@mozaiks/ai-runtime/tool";

/** A state with a map `files` is a folder: it can be browsed, downloaded and, with an HTML file, previewed. */
export const writePage: ToolFunction<{ title: string; files: Record<string, string> }> = (
  { title, files },
  { artifacts },
) => artifacts.create({ type: "page", title, state: { files } });

export const writeFile: ToolFunction<{ path: string; content: string }> = async ({ path, content }, { artifacts }) => {
  const page = artifacts.list().findLast(({ type }) => type === "page");
  if (!page) throw new Error("there is no page yet: call write_page");
  const name = path.replaceAll("~", "~0").replaceAll("/", "~1");
  return artifacts.update(page.artifact_id, [{ op: "add", path: `/files/${name}`, value: content }]);
};
