import type { Report } from "../source/report.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";
import type { Bundle } from "./bundle-code.ts";
import { bundleComponents, hasDefaultExport } from "./bundle-components.ts";
import { componentFiles } from "./component-files.ts";
import { reportMistakes } from "./report-mistakes.ts";

/** Checks that every component compiles and is exported, and bundles them, all without running any. */
export async function compileComponents(folder: WorkflowFolder, report: Report): Promise<Bundle | undefined> {
  const files = componentFiles(folder);
  const found = await Promise.all([...files.values()].map((file) => check(file, folder, report)));
  if (found.length === 0 || found.includes(false)) return undefined;
  return reportMistakes(() => bundleComponents(folder, files), "components", folder, report);
}

async function check(file: string, folder: WorkflowFolder, report: Report): Promise<boolean> {
  const hasDefault = await reportMistakes(() => hasDefaultExport(folder, file), file, folder, report);
  if (hasDefault === false)
    report.error(
      folder.start(file),
      "code.export-missing",
      `${file} has no default export.`,
      "Write `export default defineUITool({ … })`.",
    );
  return hasDefault === true;
}
