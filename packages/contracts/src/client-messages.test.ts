import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryOf } from "../test/schema-arbitrary.ts";
import { ClientMessage } from "./client-messages.ts";

const valid = [
  { type: "user_message", content: "Hello" },
  {
    type: "user_message",
    content: "Hello",
    to: "Ada",
    context: { page: "/tasks" },
    attachments: [{ upload_id: "u1" }],
  },
  { type: "ui_tool_response", call_id: "call_1", response: { name: "Ada" } },
  { type: "ui_tool_response", call_id: "call_1", response: null },
  { type: "approval_response", call_id: "call_1", decision: "deny", arguments_hash: "1f0c", comment: "not today" },
  { type: "artifact_action", artifact_id: "art_1", action: "update_state", payload: [], expected_version: 2 },
  { type: "cancel", client_id: "c-1", chat_id: "chat_1", user_id: "u", app_id: "a" },
  { type: "retry" },
  { type: "authenticate", token: "e30.e30.e30" },
  { type: "ping" },
];

const uploads = (count: number) => Array.from({ length: count }, () => ({ upload_id: "u1" }));

const malformed: [string, unknown][] = [
  ["a message without a type", { content: "Hello" }],
  ["an unknown type", { type: "shutdown" }],
  ["a type that is not text", { type: ["user_message"] }],
  ["nothing", null],
  ["a list", [{ type: "cancel" }]],
  ["text", "cancel"],
  ["a user message without content", { type: "user_message" }],
  ["content that is not text", { type: "user_message", content: { text: "Hello" } }],
  ["content of blanks only", { type: "user_message", content: " \n\t" }],
  ["content beyond the limit", { type: "user_message", content: "a".repeat(100_001) }],
  ["too many attachments", { type: "user_message", content: "a", attachments: uploads(21) }],
  ["an attachment by path", { type: "user_message", content: "a", attachments: [{ upload_id: "../etc" }] }],
  ["an answer to nothing", { type: "ui_tool_response", response: {} }],
  ["an answer without a response", { type: "ui_tool_response", call_id: "call_1" }],
  ["a decision that is neither", { type: "approval_response", call_id: "c", decision: "maybe", arguments_hash: "x" }],
  ["an approval of unnamed arguments", { type: "approval_response", call_id: "c", decision: "approve" }],
  ["an expected version 0", { type: "artifact_action", artifact_id: "a", action: "x", expected_version: 0 }],
  ["a client_id with blanks", { type: "cancel", client_id: "a b" }],
  ["an empty token", { type: "authenticate", token: "" }],
];

describe("a client message", () => {
  it.each(valid)("is accepted: %j", (message) => {
    expect(ClientMessage.parse(message)).toEqual(message);
  });

  it.each(malformed)("is refused: %s", (_name, message) => {
    const result = ClientMessage.safeParse(message);
    expect(result.success).toBe(false);
    expect(result.error?.issues.length).toBeGreaterThan(0);
  });

  it("loses blanks around its content and members that are not its own", () => {
    const message = { type: "user_message", content: "  Hello ", admin: true };
    expect(ClientMessage.parse(message)).toEqual({ type: "user_message", content: "Hello" });
  });

  it("reads back what was read once", () => {
    const message = arbitraryOf(ClientMessage).filter((value) => ClientMessage.safeParse(value).success);
    fc.assert(
      fc.property(message, (value) => {
        const once = ClientMessage.parse(value);
        expect(ClientMessage.parse(JSON.parse(JSON.stringify(once)))).toEqual(once);
      }),
    );
  });

  it("never makes the parser throw, whatever it is", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(() => ClientMessage.safeParse(value)).not.toThrow();
      }),
    );
  });
});
