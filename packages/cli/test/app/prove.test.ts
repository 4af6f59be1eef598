import { describe, expect, it } from "vitest";
import { appFolder, appText } from "./app-folder.ts";

describe("mozaiks app prove", () => {
  it("proves an app, tells the seed, and does the same again with it", async () => {
    await using folder = await appFolder();
    const first = await folder.app(["prove", "--seed", "42"]);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(/· records +[\d,]+ requests\n/);
    expect(first.stdout).toMatch(
      /(\d+) of \1 protections taken away one by one and noticed\n✓ proved: small, .* seed 42\n$/,
    );
    const again = await folder.app(["prove", "--seed", "42", "--json"]);
    const report = JSON.parse(again.stdout) as { passed: boolean; seed: number; checks: { requests: number }[] };
    expect(report).toMatchObject({ passed: true, seed: 42, violations: [], gaps: [] });
    const [records] = report.checks;
    expect(first.stdout).toContain(`${records?.requests.toLocaleString("en-US")} requests`);
  });

  it("fails with what is answered wrongly, and with rules that protect nothing", async () => {
    const leaky = appText("title: z.string()").replace(
      "collections: [tasks] }",
      'collections: [tasks], routes: { "GET /api/last": () => (last ??= db.tasks.list()) } }',
    );
    const text = leaky
      .replace("import { auth,", "import { db, auth,")
      .replace("export const tasks", "let last: unknown;\nexport const tasks")
      .replace("list: owner()", "list: auth.signedIn()");
    await using folder = await appFolder(text);
    const { code, stdout } = await folder.app(["prove"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ routes: leaks\n {2}\S+ \(\w+ of org-b\)\n {2}GET \/api\/last\n[^]*✗ not proved: small/);
    await folder.write(
      "backend/src/app.ts",
      appText("title: z.string()")
        .replace("create: auth.signedIn()", "create: or(owner(), not(owner()))")
        .replace("import { auth,", "import { or, not, auth,"),
    );
    const useless = await folder.app(["prove"]);
    expect(useless.code).toBe(1);
    expect(useless.stdout).toContain("✗ tasks: the rule for create protects nothing");
  });

  it("says what a seed is", async () => {
    await using folder = await appFolder();
    expect((await folder.app(["prove", "--seed", "x"])).stderr).toContain('--seed is "x", and must be a number');
  });
});
