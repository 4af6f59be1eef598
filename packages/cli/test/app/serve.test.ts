import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { spawnMozaiks, startMozaiks, stopMozaiks, watch } from "../mozaiks-process.ts";
import { type AppFolder, appFolder, appText } from "./app-folder.ts";

const title = appText("title: z.string()");
const withCount = appText("title: z.string(), count: z.int().default(0)");
const csrf = { "content-type": "application/json", "x-mozaiks-request": "1" };

const start = (folder: AppFolder, env: Record<string, string> = {}) =>
  startMozaiks(["app", "start"], { cwd: folder.path, env: { LOG_LEVEL: "error", ...env } });

/** Signs in as somebody, for the status of the answer. */
async function signIn(url: string, email: string, password: string): Promise<number> {
  const body = JSON.stringify({ email, password });
  return (await fetch(`${url}/api/auth/sign-in`, { method: "POST", headers: csrf, body })).status;
}

describe("mozaiks app start", () => {
  it("serves a new database, ends gracefully at SIGTERM, and goes on with what was written", async () => {
    await using folder = await appFolder(title);
    const first = await start(folder);
    const body = JSON.stringify({ email: "ann@example.com", password: "a long password", name: "Ann" });
    const signedUp = await fetch(`${first.url}/api/auth/sign-up`, { method: "POST", headers: csrf, body });
    expect(signedUp.status).toBe(201);
    expect(await stopMozaiks(first.child)).toBe(0);
    await expect(fetch(`${first.url}/health`)).rejects.toThrow("fetch failed");
    const second = await start(folder);
    expect(await signIn(second.url, "ann@example.com", "a long password")).toBe(200);
    expect(await stopMozaiks(second.child)).toBe(0);
  });

  it("refuses a database of another shape, and migrates it when it is told to", async () => {
    await using folder = await appFolder(title);
    await folder.app(["migrate"]);
    await folder.write("backend/src/app.ts", withCount);
    const refused = await folder.app(["start", "--port", "0"]);
    expect(refused.stderr).toMatch(/^mozaiks: migration\.pending .*add tasks\.count.*\n {2}fix: mozaiks app migrate/);
    expect(refused.code).toBe(1);
    const undecided = await folder.app(["start", "--port", "0"], { env: { MIGRATE_ON_START: "1" } });
    expect(undecided.stderr).toMatch(/^mozaiks: migration\.pending .*no committed migration leads/);
    await folder.app(["backup", "old.sqlite"]);
    await folder.app(["migrate"]);
    await folder.app(["restore", "old.sqlite"]);
    const { child } = await start(folder, { MIGRATE_ON_START: "1" });
    expect(await stopMozaiks(child)).toBe(0);
    expect((await folder.app(["migrate"])).stdout).toBe("nothing to do\n");
  });

  it("names every mistake of its configuration, and a port that is taken", async () => {
    await using folder = await appFolder(title);
    const wrong = await folder.app(["start"], { env: { PORT: "x", MAX_BODY_BYTES: "1" } });
    expect(wrong.stderr).toMatch(/^mozaiks: config\.invalid [^]*PORT is "x"[^]*MAX_BODY_BYTES/);
    const { child, url } = await start(folder);
    const taken = await folder.app(["start", "--port", new URL(url).port]);
    expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining("--port")]);
    expect(await stopMozaiks(child)).toBe(0);
  });
});

describe("mozaiks app user", () => {
  it("makes accounts and changes passwords while the app runs", async () => {
    await using folder = await appFolder(title);
    const { child, url } = await start(folder);
    const user = (args: readonly string[], input: string) => folder.app(["user", ...args], { input: `${input}\n` });
    const created = await user(["create", "--email", "Ann@example.com", "--name", "Ann", "--json"], "a long password");
    expect(JSON.parse(created.stdout)).toMatchObject({ email: "ann@example.com" });
    expect(await signIn(url, "ann@example.com", "a long password")).toBe(200);
    expect((await user(["create", "--email", "ann@example.com"], "a long password")).stderr).toContain(
      "account.exists",
    );
    expect((await user(["reset-password", "--email", "ann@example.com"], "another password")).code).toBe(0);
    expect(await signIn(url, "ann@example.com", "another password")).toBe(200);
    expect(await signIn(url, "ann@example.com", "a long password")).toBe(401);
    expect(await stopMozaiks(child)).toBe(0);
  });

  it.each([
    [["create"], "long enough", 2, /usage\.invalid --email is missing/],
    [
      ["create", "--email", "a@b.example", "--role", "admin"],
      "long enough",
      2,
      /--organization and --role belong together/,
    ],
    [["create", "--email", "a@b.example"], "", 2, /password\.missing .*\n {2}fix: .*terminal/],
    [["create", "--email", "a@b.example"], "short", 1, /request\.invalid \/password: has 10 to 128 characters/],
    [["create", "--email", "nobody"], "long enough", 1, /request\.invalid \/email/],
    [
      ["create", "--email", "a@b.example", "--organization", "x", "--role", "boss"],
      "long enough",
      1,
      /must be one of owner/,
    ],
    [
      ["create", "--email", "a@b.example", "--organization", "x", "--role", "admin"],
      "long enough",
      1,
      /organization\.not-found/,
    ],
    [["reset-password", "--email", "a@b.example"], "long enough", 1, /record\.not-found There is no account/],
  ] as const)("%j says what is wrong", async (args, input, code, says) => {
    await using folder = await appFolder(title);
    const result = await folder.app(["user", ...args], { input: `${input}\n` });
    expect(result.stderr).toMatch(says);
    expect([result.code, result.stdout]).toEqual([code, ""]);
  });
});

describe("mozaiks app dev", () => {
  it("follows what is right, keeps what ran when it is wrong, and migrates what loses nothing", async () => {
    await using folder = await appFolder(title);
    const child = spawnMozaiks(["app", "dev", "--port", "0"], { cwd: folder.path });
    const [shown, failed] = [watch(child.stdout), watch(child.stderr)];
    await shown("/api/tasks");
    await folder.write("backend/src/app.ts", withCount);
    await shown("changed, on ");
    await folder.write("backend/src/app.ts", `${withCount}\nenum A { B }\n`);
    await failed("app.invalid backend/src/app.ts:13:1 TypeScript enum");
    await failed("the app goes on as it was before this change");
    await folder.write("backend/src/app.ts", title);
    await failed("migration.pending");
    await folder.write("backend/src/app.ts", withCount.replaceAll("tasks", "jobs"));
    await failed("tasks would go out of sight");
    await folder.write("backend/src/app.ts", withCount.replace("title: z.string()", "title: z.string().max(9)"));
    await shown("changed, on ");
    expect(await stopMozaiks(child)).toBe(0);
  });

  it("ends with the mistake of an app that was never right, and with its process when that is killed", async () => {
    await using folder = await appFolder("export default 1;");
    const wrong = await folder.app(["dev", "--port", "0"]);
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringMatching(/^mozaiks: app\.invalid backend\/src\/app\.ts/),
    ]);
    await folder.write("backend/src/app.ts", title);
    const { child, url } = await startMozaiks(["app", "dev"], { cwd: folder.path });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    child.kill("SIGKILL");
    await once(child, "exit");
    await expect
      .poll(() =>
        fetch(`${url}/health`).then(
          () => "there",
          () => "gone",
        ),
      )
      .toBe("gone");
  });
});
