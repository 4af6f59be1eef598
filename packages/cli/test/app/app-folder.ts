import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository, type RunOptions, runMozaiks } from "../mozaiks-process.ts";

/** An app in a temporary folder, with the packages of this repository. */
export interface AppFolder extends AsyncDisposable {
  readonly path: string;
  write(file: string, text: string): Promise<void>;
  /** `mozaiks app …` in it. */
  app(args: readonly string[], options?: Omit<RunOptions, "cwd">): ReturnType<typeof runMozaiks>;
}

/** The definition of an app with one collection. */
export const appText = (fields: string, more = ""): string => `
import { auth, defineApp, defineCollection, owner } from "@mozaiks/core-runtime";
import { z } from "zod";

export const tasks = defineCollection("tasks", {
  schema: z.object({ ${fields} }),
  rules: { list: owner(), read: owner(), create: auth.signedIn(), update: owner(), delete: owner() },
  ${more}
});

export default defineApp({ name: "small", collections: [tasks] });
`;

export async function appFolder(definition: string | null = appText("title: z.string()")): Promise<AppFolder> {
  const path = await mkdtemp(join(tmpdir(), "mozaiks-app-"));
  await symlink(join(repository, "node_modules"), join(path, "node_modules"));
  const folder: AppFolder = {
    path,
    async write(file, text) {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), text);
    },
    app: (args, options) => runMozaiks(["app", ...args], { cwd: path, ...options }),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
  await folder.write("package.json", JSON.stringify({ private: true, type: "module" }));
  if (definition !== null) await folder.write("backend/src/app.ts", definition);
  return folder;
}
