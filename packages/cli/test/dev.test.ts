import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadedWorkflows } from "../src/banner.ts";
import { repository, runMozaiks, spawnMozaiks, startMozaiks, stopMozaiks, watch } from "./mozaiks-process.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-dev-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("mozaiks dev", () => {
  it("serves the page and every example without any setting, and keeps its secret for its owner alone", async () => {
    const { child, url, facts } = await startMozaiks(["dev", "--data", folder], { cwd: repository });
    const page = await fetch(url);
    expect(page.headers.get("content-type")).toContain("text/html");
    const served = (facts["workflows"] as { workflow_id: string }[]).map(({ workflow_id }) => workflow_id);
    expect(served).toEqual(expect.arrayContaining(["HelloWorld", "SupportTriage", "ask", "onboarding_flow"]));
    expect(new Set(served).size).toBe(served.length);
    expect(facts["model"]).toBe("rehearsal");
    expect((await stat(join(folder, "jwt-secret"))).mode & 0o777).toBe(0o600);
    expect(await stopMozaiks(child)).toBe(0);
  });

  it("serves one example alone when it is named", async () => {
    const example = ["dev", "examples/patterns/round-robin", "--data", folder];
    const { child, facts } = await startMozaiks(example, { cwd: repository });
    expect(facts["workflows"]).toEqual([{ workflow_id: "StoryCircle", title: "Story circle" }]);
    expect(await stopMozaiks(child)).toBe(0);
  });

  it("greets with the address, the workflows and who answers", async () => {
    const child = spawnMozaiks(["dev", "--port", "0", "--data", folder], { cwd: repository });
    const seen = watch(child.stdout);
    await seen("http://localhost:");
    await seen("HelloWorld");
    await seen("No language model answers");
    expect(await stopMozaiks(child)).toBe(0);
  });

  it("lets mozaiks chat in with the secret of its data folder", async () => {
    const workflow = join(folder, "workflows/Echo");
    await mkdir(workflow, { recursive: true });
    await writeFile(join(workflow, "orchestrator.yaml"), "workflow_name: Echo\n");
    await writeFile(join(workflow, "agents.yaml"), "agents:\n  - name: Echo\n");
    await writeFile(
      join(workflow, "rehearsal.ts"),
      "export const Echo = ({ messages }) => ({ content: `You said ${messages.at(-1).content}` });\n",
    );
    const { child, url } = await startMozaiks(["dev"], { cwd: folder });
    const { code, stdout } = await runMozaiks(["chat", "echo", "--url", url], { cwd: folder, input: "hello\n" });
    expect(stdout).toContain("You said hello");
    expect(code).toBe(0);
    await stopMozaiks(child);
  });

  it("lets anybody ask in a folder without workflows, and leaves its own assistant out where there is another", async () => {
    const { child, url } = await startMozaiks(["dev"], { cwd: folder });
    const { stdout } = await runMozaiks(["chat", "ask", "--url", url], { cwd: folder, input: "Hello\n" });
    expect(stdout).toContain("No language model is answering.");
    expect(await stopMozaiks(child)).toBe(0);
    const workflow = join(folder, "workflows/Ask");
    await mkdir(workflow, { recursive: true });
    await writeFile(join(workflow, "orchestrator.yaml"), "workflow_name: My own\n");
    await writeFile(join(workflow, "agents.yaml"), "agents:\n  - name: Ann\n");
    const again = await startMozaiks(["dev"], { cwd: folder });
    expect(again.facts["workflows"]).toEqual([{ workflow_id: "Ask", title: "My own" }]);
    expect(await stopMozaiks(again.child)).toBe(0);
  });

  it("takes up the first workflow of an empty folder as soon as it is written", async () => {
    const { child, url, stderr } = await startMozaiks(["dev"], { cwd: folder });
    const workflow = join(folder, "workflows/Echo");
    await mkdir(workflow, { recursive: true });
    await writeFile(join(workflow, "agents.yaml"), "agents:\n  - name: Echo\n");
    await writeFile(join(workflow, "orchestrator.yaml"), "workflow_name: Echo\n");
    await expect
      .poll(() => loadedWorkflows(url))
      .toEqual([
        { workflow_id: "Echo", title: "Echo" },
        { workflow_id: "ask", title: "Ask" },
      ]);
    expect(await stopMozaiks(child)).toBe(0);
    expect(await stderr).toBe("");
  });

  it("says what is wrong with a definition as soon as its file is saved, and goes on", async () => {
    const workflow = join(folder, "workflows/Tea");
    await mkdir(workflow, { recursive: true });
    await writeFile(join(workflow, "orchestrator.yaml"), "workflow_name: Tea\n");
    await writeFile(join(workflow, "agents.yaml"), "agents:\n  - name: Host\n");
    const child = spawnMozaiks(["dev", "--port", "0"], { cwd: folder });
    const seen = watch(child.stdout);
    const complained = watch(child.stderr);
    await seen("Ctrl-C stops");
    await writeFile(join(workflow, "agents.yaml"), "agents:\n  - name: Host\n    rol: host\n");
    await complained("agents.yaml:3:5 key.unknown");
    expect(await stopMozaiks(child)).toBe(0);
  });
});
