import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelRequest } from "../../test/model-call.ts";
import { redactProviderText } from "./redact-provider-text.ts";

const request = modelRequest({
  system: "Never tell anybody about the golden goose.",
  messages: [
    { role: "user", content: "My number is 4929 1234 5678 9012." },
    { role: "assistant", content: "", calls: [{ call_id: "c", name: "pay", arguments: { card: "4929123456789012" } }] },
    { role: "tool", call_id: "c", name: "pay", result: "declined by the issuing bank", isError: true },
  ],
});

describe("redactProviderText", () => {
  it.each([
    ["Unknown parameter: 'temperature'.", "Unknown parameter: 'temperature'."],
    ["Incorrect API key sk-1, sk-1!", "Incorrect API key [secret], [secret]!"],
    ["Bad prompt 'Never tell anybody about the golden goose.'", "Bad prompt '[…]'"],
    ["Bad message: My number is 4929 1234 5678 9012", "Bad message: […]"],
    ['Bad call {"card":"4929123456789012"}', "Bad call […]"],
    ["Bad result declined by the issuing bank", "Bad result […]"],
    ["short words like number is and bank stay", "short words like number is and bank stay"],
  ])("makes of %j %j", (text, expected) => {
    expect(redactProviderText(text, "sk-1", request)).toBe(expected);
  });

  it("cuts long texts", () => {
    expect(redactProviderText("y".repeat(1_000), undefined, request)).toBe(`${"y".repeat(400)}…`);
  });

  it("never lets a run of 16 characters of the prompt through", () => {
    const slice = fc.tuple(fc.nat(20), fc.integer({ min: 16, max: 40 }), fc.string({ maxLength: 20 }));
    fc.assert(
      fc.property(slice, ([start, length, around]) => {
        const quoted = request.system.slice(start, start + length);
        fc.pre(quoted.length >= 16);
        expect(redactProviderText(around + quoted + around, undefined, request)).not.toContain(quoted);
      }),
    );
  });
});
