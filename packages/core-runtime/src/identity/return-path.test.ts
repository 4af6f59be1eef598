import fc from "fast-check";
import { expect, it } from "vitest";
import { toReturnPath } from "./return-path.ts";

it.each(["/", "/tasks", "/tasks?x=//evil.example", "/a/b#c", "/%2F%2Fevil.example", "/@evil.example", "/ä"])(
  "leads to %s",
  (path) => {
    expect(decodeURI(toReturnPath(path))).toBe(decodeURI(path));
  },
);

it.each([
  "",
  "tasks",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "https://evil.example",
  "https:evil.example",
  "HTTPS://evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "?x",
  "#x",
  "@evil.example",
  "/a\u0000b",
  "/a\\..\\b",
  `/${"a".repeat(3000)}`,
  undefined,
  7,
  ["/tasks"],
])("leads home instead of to %j", (asked) => {
  expect(toReturnPath(asked)).toBe("/");
});

it("never leaves the origin, whatever is asked for", () => {
  const part = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2f",
    "%5c",
    "@",
    ":",
    "evil.example",
    "\t",
    "\n",
    " ",
    "?",
    "#",
    "a",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const path = toReturnPath(parts.join(""));
      expect(new URL(path, "https://app.example").origin).toBe("https://app.example");
      expect(path).toMatch(/^\/(?!\/)/);
    }),
    { numRuns: 2000 },
  );
});
