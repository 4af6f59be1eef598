import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RawEnvironment } from "@mozaiks/contracts/server";
import { type ConfigOverrides, parseConfig } from "./parse-config.ts";
import type { RuntimeConfig } from "./runtime-config.ts";

const keyVariables = ["JWT_SECRET", "JWT_PUBLIC_KEY", "JWT_JWKS_URL"];

/**
 * As `parseConfig`; in `dev` without any token key, the secret of the data folder is used (made there, mode 0600, the first time).
 * @throws MozaiksError `config.invalid`.
 */
export async function loadConfig(env: RawEnvironment, overrides: ConfigOverrides = {}): Promise<RuntimeConfig> {
  const needsSecret = overrides.jwtSecret === undefined && keyVariables.every((name) => !env[name]?.trim());
  if (overrides.mode !== "dev" || !needsSecret) return parseConfig(env, overrides);
  const trial = parseConfig(env, { ...overrides, jwtSecret: randomBytes(32).toString("base64url") });
  return parseConfig(env, { ...overrides, jwtSecret: await devSecret(trial.store.folder) });
}

/** The secret of a data folder. Two processes that start at once get the same one: `link` never replaces a file. */
async function devSecret(folder: string): Promise<string> {
  const file = join(folder, "jwt-secret");
  const draft = `${file}.${randomUUID()}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(draft, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
  try {
    await link(draft, file);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
  } finally {
    await unlink(draft);
  }
  return (await readFile(file, "utf8")).trim();
}
