import { smallWorkflow } from "../temporary-workflow.ts";
import type { MalformedDefinition } from "./malformed-definition.ts";

/** `mcp_servers` from line 8, whose server `it` stands in line 9; a second tool follows. */
const mcp = (server: string, ...lines: readonly string[]): Readonly<Record<string, string>> => ({
  "tools.yaml": [
    (smallWorkflow["tools.yaml"] ?? "").replace("tools:\n", `mcp_servers:\n  it: ${server}\ntools:\n`),
    "  - name: more\n    agent: Ann\n",
    ...lines.map((line) => `    ${line}\n`),
  ].join(""),
});

export const brokenMcpTools: readonly MalformedDefinition[] = [
  {
    what: "a tool of an unknown MCP server",
    files: mcp("{ url: 'https://a.example/mcp' }", "mcp: { server: ti, tool: x }"),
    error: "tools.yaml:12:20 name.unknown",
    says: "no MCP server",
  },
  {
    what: "an MCP tool without its server's name",
    files: mcp("{ url: 'https://a.example/mcp' }", "mcp: { tool: x }"),
    error: "tools.yaml:12:10 key.missing",
    says: "server",
  },
  {
    what: "an MCP tool with code",
    files: mcp("{ command: node }", "mcp: { server: it, tool: x }", "file: greet.ts", "function: greet"),
    error: "tools.yaml:12:5 key.conflict",
    says: "both mcp and file",
  },
  {
    what: "an MCP tool that is a web service too",
    files: mcp(
      "{ command: node }",
      "http: { url: 'https://a.example/', allowed_hosts: [a.example] }",
      "mcp: { server: it, tool: x }",
    ),
    error: "tools.yaml:12:5 key.conflict",
    says: "both http and mcp",
  },
  {
    what: "an MCP server at a URL with variables of a process",
    files: mcp("{ url: 'https://a.example/', env_allow: [A] }", "mcp: { server: it, tool: x }"),
    error: "tools.yaml:2:36 key.conflict",
    says: "a server with command",
  },
  {
    what: "an MCP server without place",
    files: mcp("{}", "mcp: { server: it, tool: x }"),
    error: "tools.yaml:2:7 key.missing",
    says: "neither command nor url",
  },
  {
    what: "an MCP server at two places",
    files: mcp("{ command: node, url: 'https://a.example/' }", "mcp: { server: it, tool: x }"),
    error: "tools.yaml:2:24 key.conflict",
    says: "url belongs to a server with url",
  },
  {
    what: "an MCP server with a URL of a file",
    files: mcp("{ url: 'file:///x' }", "mcp: { server: it, tool: x }"),
    error: "tools.yaml:2:14 value.invalid",
    says: "no URL of a server",
  },
  {
    what: "an MCP server with a header of the connection",
    files: mcp("{ url: 'https://a.example/', headers: { Host: b } }", "mcp: { server: it, tool: x }"),
    error: "tools.yaml:2:47 value.invalid",
    says: "is the connection's",
  },
  {
    what: "an MCP server with a value in a header",
    files: mcp("{ url: 'https://a.example/', headers: { A: '{{ context.stage }}' } }", "mcp: { server: it, tool: x }"),
    error: "tools.yaml:2:50 prompt.invalid",
    says: "only ${secret:NAME}",
  },
  {
    what: "an unknown key of an MCP server",
    files: mcp("{ command: node, arg: [] }", "mcp: { server: it, tool: x }"),
    error: "tools.yaml:2:24 key.unknown",
    says: 'Did you mean "args"?',
  },
];
