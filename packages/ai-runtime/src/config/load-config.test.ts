import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadConfig } from "./load-config.ts";
import type { RuntimeConfig } from "./runtime-config.ts";

let parent: string;
let dataFolder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "mozaiks-config-"));
  dataFolder = join(parent, "data");
});

afterEach(async () => {
  await rm(parent, { recursive: true });
});

function secretOf({ tokens: { key } }: RuntimeConfig): string | undefined {
  return key.kind === "secret" ? key.secret.reveal() : undefined;
}

it("makes a secret once, for its owner's eyes, and finds it again in dev", async () => {
  const first = await loadConfig({}, { mode: "dev", dataFolder });
  const second = await loadConfig({ JWT_SECRET: "" }, { mode: "dev", dataFolder });
  expect(secretOf(first)).toMatch(/^[\w-]{43}$/);
  expect(secretOf(second)).toBe(secretOf(first));
  const file = join(dataFolder, "jwt-secret");
  expect(await readFile(file, "utf8")).toBe(secretOf(first));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(dataFolder)).mode & 0o777).toBe(0o700);
});

it("gives processes that start at once the same secret", async () => {
  const configs = await Promise.all(Array.from({ length: 10 }, () => loadConfig({}, { mode: "dev", dataFolder })));
  expect(new Set(configs.map(secretOf)).size).toBe(1);
  expect(await readdir(dataFolder)).toEqual(["jwt-secret"]);
});

it("uses the key that is configured, and writes none", async () => {
  const JWT_SECRET = "a-secret-of-at-least-thirty-two-bytes!";
  expect(secretOf(await loadConfig({ JWT_SECRET }, { mode: "dev", dataFolder }))).toBe(JWT_SECRET);
  const { tokens } = await loadConfig({ JWT_JWKS_URL: "https://x.example" }, { mode: "dev", dataFolder });
  expect(tokens.key.kind).toBe("jwks");
  expect(await readdir(parent)).toEqual([]);
});

it("asks for a key in runtime mode, and lists every mistake in dev before it writes", async () => {
  await expect(loadConfig({}, { mode: "runtime", dataFolder })).rejects.toThrow("are all unset");
  await expect(loadConfig({ PORT: "x" }, { mode: "dev", dataFolder })).rejects.toThrow('PORT is "x"');
  expect(await readdir(parent)).toEqual([]);
});
