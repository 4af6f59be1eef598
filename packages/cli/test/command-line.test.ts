import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { repository, runMozaiks } from "./mozaiks-process.ts";
import { runHere } from "./run-here.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "mozaiks-cli-"));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

describe("mozaiks", () => {
  it("says which commands there are, and fails when it is given none", async () => {
    const asked = await runMozaiks(["--help"], { cwd });
    const silent = await runMozaiks([], { cwd });
    for (const name of ["dev", "runtime", "chat", "token", "validate"]) expect(asked.stdout).toContain(`  ${name} `);
    expect([asked.code, silent.code]).toEqual([0, 2]);
  });

  it.each(["dev", "runtime", "chat", "token", "validate"])(
    "explains %s with every option and an example",
    async (name) => {
      const { code, stdout } = await runHere([name, "--help"], { cwd });
      expect(code).toBe(0);
      expect(stdout).toMatch(/^usage: mozaiks /);
      expect(stdout).toContain("--json");
      expect(stdout).toMatch(/examples:\n {2}# .+\n {2}.*mozaiks /);
    },
  );

  it("prints its version", async () => {
    const manifest = JSON.parse(await readFile(join(repository, "packages/cli/package.json"), "utf8"));
    expect((await runMozaiks(["--version"], { cwd })).stdout.trim()).toBe(manifest.version);
  });

  it.each([
    [["start"], "usage.unknown-command", '"start"'],
    [["__proto__"], "usage.unknown-command", "__proto__"],
    [["dev", "--prot", "1"], "usage.invalid", "--prot"],
    [["dev", "--port", "many"], "usage.invalid", "--port"],
    [["dev", "--port", "70000"], "usage.invalid", "--port"],
    [["chat"], "usage.invalid", "<workflow>"],
    [["validate", "a", "b"], "usage.invalid", '"b"'],
    [["token", "--workflow", "W", "--user", "u"], "usage.invalid", "--app"],
    [["token", "--workflow", "W", "--user", "u v", "--app", "a"], "usage.invalid", "--user"],
    [["token", "--workflow", "W", "--user", "u", "--app", "a", "--ttl", "0"], "usage.invalid", "--ttl"],
  ])("answers %j with exit code 2 and one line that names the mistake", async (args, code, named) => {
    const result = await runHere(args, { cwd });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(new RegExp(`^mozaiks: ${code} `));
    expect(result.stderr).toContain(named);
    expect(result.stderr).not.toContain("    at ");
    expect(await readdir(cwd)).toEqual([]);
  });

  it("reports a failure as JSON with --json", async () => {
    const { code, stderr } = await runHere(["token", "--json"], { cwd });
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ code: "usage.invalid" });
  });

  it("lists every mistake of the configuration", async () => {
    const { code, stderr } = await runHere(["runtime"], { cwd, env: { PORT: "x", LOG_LEVEL: "loud" } });
    expect(code).toBe(1);
    for (const name of ["config.invalid", "PORT", "LOG_LEVEL", "JWT_SECRET"]) expect(stderr).toContain(name);
  });

  it("says how to reach a server when none answers", async () => {
    const { code, stderr } = await runHere(["chat", "HelloWorld", "--url", "http://127.0.0.1:9"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^mozaiks: server\.unreachable .+\n {2}fix: start one with mozaiks dev/);
  });
});

describe("mozaiks token", () => {
  const who = ["--workflow", "HelloWorld", "--user", "ann", "--app", "demo"];

  it("signs the claims with the secret it keeps for its owner alone", async () => {
    const { code, stdout } = await runMozaiks(["token", ...who, "--chat", "c1", "--ttl", "15m"], { cwd });
    const claims = claimsOf(stdout);
    expect(code).toBe(0);
    expect(claims).toMatchObject({
      scope: "workflow:execute",
      workflow_id: "HelloWorld",
      user_id: "ann",
      app_id: "demo",
      chat_id: "c1",
      aud: "mozaiks-runtime",
    });
    expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(900);
    const [file = ""] = await readdir(join(cwd, ".mozaiks"));
    expect((await stat(join(cwd, ".mozaiks", file))).mode & 0o777).toBe(0o600);
  });

  it("names a new chat each time, and says with --json which", async () => {
    const issued = await Promise.all([1, 2].map(() => runMozaiks(["token", ...who, "--json"], { cwd })));
    const [first, second] = issued.map(({ stdout }) => JSON.parse(stdout) as Record<string, string>);
    expect(first?.["chat_id"]).not.toBe(second?.["chat_id"]);
    expect(claimsOf(first?.["token"] ?? "")["chat_id"]).toBe(first?.["chat_id"]);
  });

  it("takes the settings of a .env file, and refuses where it cannot sign", async () => {
    await writeFile(join(cwd, ".env"), `JWT_SECRET=${"s".repeat(32)}\nJWT_ISSUER=control.example\n`);
    const signed = await runMozaiks(["token", ...who], { cwd });
    expect(claimsOf(signed.stdout)["iss"]).toBe("control.example");
    const env = { JWT_SECRET: "", JWT_JWKS_URL: "https://id.example/jwks.json" };
    const refused = await runMozaiks(["token", ...who], { cwd, env });
    expect(refused.stderr).toContain("token.cannot-sign");
    expect(refused.code).toBe(1);
  });
});

describe("mozaiks validate", () => {
  it("finds nothing wrong with the examples", async () => {
    const { code, stdout } = await runMozaiks(["validate"], { cwd: repository });
    expect(stdout).toMatch(/^\d+ workflows, 0 errors, 0 warnings\n$/);
    expect(code).toBe(0);
  });

  it("names file, line, column, code and fix of a mistake, and fails", async () => {
    await writeFile(join(cwd, "orchestrator.yaml"), "workflow_name: Tea\nmax_turn: 3\n");
    await writeFile(join(cwd, "agents.yaml"), "agents:\n  - name: Host\n");
    const plain = await runMozaiks(["validate", "."], { cwd });
    expect(plain.code).toBe(1);
    expect(plain.stdout).toMatch(/^orchestrator\.yaml:2:1 key\.unknown .*max_turn.*max_turns/);
    const json = JSON.parse((await runMozaiks(["validate", ".", "--json"], { cwd })).stdout);
    expect(json).toMatchObject({ errors: 1, diagnostics: [{ line: 2, column: 1, code: "key.unknown" }] });
  });
});

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}
