import * as v from "valibot";
import { maybe, must, payload, submitLabel } from "./payload.ts";

const TreeFile = v.pipe(
  v.union([
    v.string(),
    v.object({
      path: must(v.string(), "Its path, with `/`."),
      content: maybe(v.string(), "What is in it."),
      language: maybe(v.string(), "Its language. Default: by its name."),
      status: maybe(v.picklist(["added", "modified", "deleted", "renamed"]), "What happened to it."),
    }),
  ]),
  v.transform((file) => (typeof file === "string" ? { path: file } : file)),
);
export interface TreeFile {
  readonly path: string;
  readonly content?: string | undefined;
  readonly language?: string | undefined;
  readonly status?: "added" | "modified" | "deleted" | "renamed" | undefined;
}

/** `core.file-tree` */
export const FileTreePayload = payload({
  files: must(v.array(TreeFile), "The files. A text alone is a path."),
  open: maybe(v.string(), "The path of the file that is shown first."),
  choose: maybe(v.literal("one"), "A file is the answer."),
  submit_label: submitLabel,
});
