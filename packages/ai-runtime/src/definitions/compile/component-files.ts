import type { WorkflowFolder } from "../workflow-folder.ts";

/** The components that a folder provides: their files by name. Files below folders of `components/` are parts of them. */
export function componentFiles(folder: WorkflowFolder): ReadonlyMap<string, string> {
  return new Map(
    [...folder.files.keys()].flatMap((file): [string, string][] => {
      const name = /^components\/(\w+)\.tsx$/.exec(file)?.[1];
      return name === undefined ? [] : [[name, file]];
    }),
  );
}
