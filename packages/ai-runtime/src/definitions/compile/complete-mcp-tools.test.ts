import { expect, it } from "vitest";
import { temporaryWorkflow } from "../../../test/definitions/temporary-workflow.ts";
import { completeMcpTools, type DescribedTool, type DescribeTools } from "./complete-mcp-tools.ts";
import { loadWorkflow, type LoadedWorkflow } from "../load-workflow.ts";

const parameters = { type: "object", properties: { words: { type: "string" } } };
const echo: DescribedTool = { name: "echo", description: "Says it again.", parameters };

async function load(tool: string, describe: DescribeTools | undefined): Promise<LoadedWorkflow> {
  await using folder = await temporaryWorkflow({
    "tools.yaml": [
      "mcp_servers: { it: { command: node, args: [server.ts] } }",
      "tools:",
      "  - name: say",
      "    agent: Ann",
      "    mcp: { server: it, tool: echo }",
      tool,
      "",
    ].join("\n"),
  });
  const load = await completeMcpTools(await loadWorkflow(folder.path), describe);
  if (!load.ok) throw new Error(load.diagnostics.map(({ message }) => message).join("\n"));
  return load;
}

const codes = ({ diagnostics }: LoadedWorkflow): readonly string[] => diagnostics.map(({ code }) => code);

it("fills in what tools.yaml leaves to the server, as part of the version", async () => {
  const plain = await load("", undefined);
  const asked = await load("", async () => [echo]);
  expect(asked.manifest.tools[0]).toMatchObject({ name: "say", description: "Says it again.", parameters });
  expect(JSON.parse(asked.stored.manifest)).toEqual(asked.manifest);
  expect(asked.stored.version).not.toBe(plain.stored.version);
  const other = await load("", async () => [{ ...echo, description: "Else." }]);
  expect(other.stored.version).not.toBe(asked.stored.version);
  expect((await load("", async () => [echo])).stored.version).toBe(asked.stored.version);
});

it("lets stand what tools.yaml says, and asks nothing when it says all", async () => {
  const own = "    description: Mine.";
  expect((await load(own, async () => [echo])).manifest.tools[0]).toMatchObject({ description: "Mine.", parameters });
  const full = `${own}\n    parameters: { type: object, properties: { words: {}, more: {} } }`;
  const never: DescribeTools = async () => {
    throw new Error("asked");
  };
  const loaded = await load(full, never);
  expect(loaded.manifest.tools[0]).toMatchObject({ parameters: { properties: { words: {}, more: {} } } });
  expect(codes(loaded)).not.toContain("mcp.unreachable");
});

it.each<[string, DescribeTools]>([
  [
    "connection refused",
    async () => {
      throw new Error("connection refused");
    },
  ],
  ["it has no tool echo", async () => [{ ...echo, name: "other" }]],
  ["the schema it gives is not one", async () => [{ ...echo, parameters: { type: "thing" } }]],
])("warns at the tool when the server does not describe it: %s", async (reason, describe) => {
  const loaded = await load("", describe);
  const warning = loaded.diagnostics.find(({ code }) => code === "mcp.unreachable");
  expect(warning).toMatchObject({ severity: "warning", line: 5, column: 30 });
  expect(warning?.message).toContain(reason);
  expect(loaded.manifest.tools[0]).toMatchObject({ parameters: { type: "object", additionalProperties: true } });
});
