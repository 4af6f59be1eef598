import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { LoadedApp } from "./load-app.ts";

export interface TypeDeclarations {
  /** `mozaiks.d.ts` beside the app's definition. */
  readonly file: string;
  readonly text: string;
  readonly isCurrent: boolean;
}

/** What makes `db.tasks` typed in the app's code. */
export async function typeDeclarationsOf({ runtime, definition, file, exports }: LoadedApp): Promise<TypeDeclarations> {
  const target = join(dirname(file), "mozaiks.d.ts");
  const text = runtime.toTypeDeclarations(definition.compiled, { path: `./${basename(file)}`, exports });
  const now = await readFile(target, "utf8").catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT") return undefined;
    throw thrown;
  });
  return { file: target, text, isCurrent: now === text };
}

/** Writes it where it has changed, so that nothing that watches the file is woken for nothing. */
export async function writeTypeDeclarations(app: LoadedApp): Promise<void> {
  const { file, text, isCurrent } = await typeDeclarationsOf(app);
  if (!isCurrent) await writeFile(file, text);
}
