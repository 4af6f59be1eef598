import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { Json } from "@mozaiks/contracts";

/**
 * What a tool of an MCP server gave: its structured content, else its one text (parsed where it is a JSON object or
 * list), else a list of its parts. Images and sound are named, not passed on.
 * @throws Error with its text when the server marks the result as an error.
 */
export function readMcpResult(result: CallToolResult, redact: (text: string) => string): Json {
  const parts = result.content.map(partOf);
  if (result.isError === true) {
    const said = parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("\n");
    throw new Error(redact(said) || "the server says that it failed");
  }
  const value =
    result.structuredContent === undefined ? (parts.length === 1 ? only(parts[0]) : parts) : result.structuredContent;
  return JSON.parse(redact(JSON.stringify(value ?? null))) as Json;
}

function partOf(part: CallToolResult["content"][number]): Json {
  switch (part.type) {
    case "text":
      return part.text;
    case "resource":
      return "text" in part.resource
        ? { uri: part.resource.uri, text: part.resource.text }
        : { uri: part.resource.uri, type: part.resource.mimeType ?? "application/octet-stream" };
    case "resource_link":
      return { uri: part.uri, name: part.name };
    default:
      return { type: part.mimeType };
  }
}

function only(part: Json | undefined): Json {
  if (typeof part !== "string" || !/^\s*[[{]/.test(part)) return part ?? null;
  try {
    return JSON.parse(part) as Json;
  } catch {
    return part;
  }
}
