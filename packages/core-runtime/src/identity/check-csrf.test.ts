import { describe, expect, it } from "vitest";
import { checkCsrf } from "./check-csrf.ts";

const policy = { publicUrl: "https://app.example/", allowedOrigins: ["https://desk.example"] };
const cookie = { cookie: "theme=dark; __Host-mozaiks_session=secret" };
const own = { ...cookie, "x-mozaiks-request": "1" };

function check(method: string, headers: Record<string, string>, path = "/api/tasks"): string {
  try {
    checkCsrf(new Request(`https://app.example${path}`, { method, headers }), policy);
    return "passes";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("a request", () => {
  it.each<[string, Record<string, string>, string?]>([
    ["GET", cookie],
    ["HEAD", cookie],
    ["POST", own],
    ["POST", { ...own, origin: "https://app.example" }],
    ["POST", { ...own, origin: "https://desk.example", "sec-fetch-site": "same-site" }],
    ["DELETE", { ...own, "sec-fetch-site": "same-origin" }],
    ["POST", { ...cookie, authorization: "Bearer mzk_x" }],
    ["POST", {}],
    ["POST", { "x-mozaiks-request": "1" }, "/api/auth/sign-in"],
    ["POST", { authorization: "Bearer mzk_x" }, "/api/auth/switch"],
  ])("%s with %j passes", (method, headers, path) => {
    expect(check(method, headers, path)).toBe("passes");
  });

  it.each<[string, Record<string, string>, string?]>([
    ["POST", cookie],
    ["PATCH", cookie],
    ["DELETE", cookie],
    ["PUT", { cookie: "mozaiks_session=secret" }],
    ["POST", { ...cookie, "x-mozaiks-request": "true" }],
    ["POST", { ...cookie, authorization: "Basic YTpi" }],
    ["POST", { ...own, origin: "https://evil.example" }],
    ["POST", { ...own, origin: "https://app.example.evil.example" }],
    ["POST", { ...own, origin: "http://app.example" }],
    ["POST", { ...own, origin: "null" }],
    ["POST", { ...own, "sec-fetch-site": "cross-site" }],
    ["POST", {}, "/api/auth/sign-in"],
    ["POST", { "x-mozaiks-request": "1", origin: "https://evil.example" }, "/api/auth/sign-up"],
    ["POST", { "x-mozaiks-request": "1", "sec-fetch-site": "cross-site" }, "/api/auth/sign-in"],
  ])("%s with %j is refused", (method, headers, path) => {
    expect(check(method, headers, path)).toBe("csrf.failed");
  });
});
