import type { Report } from "../source/report.ts";
import type { WorkflowFolder } from "../workflow-folder.ts";
import { CodeError } from "./bundle-code.ts";

/** What the work gives, or undefined with the mistakes of the code in the report, each at its own line. */
export async function reportMistakes<T>(
  work: () => Promise<T>,
  fallbackFile: string,
  folder: WorkflowFolder,
  report: Report,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof CodeError)) throw thrown;
    for (const { file = fallbackFile, line, column, message } of thrown.mistakes) {
      const leaves = message.endsWith("outside of the folder");
      report.error(
        { ...folder.start(file), line, column },
        leaves ? "code.leaves-folder" : "code.invalid",
        `${message}.`,
        fixOf(message),
      );
    }
    return undefined;
  }
}

function fixOf(message: string): string {
  if (message.endsWith("outside of the folder")) return "Copy what it needs into the folder.";
  return message.startsWith("Could not resolve") ? "Install the package, or correct the path." : "Correct the code.";
}
