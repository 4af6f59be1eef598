import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tokenOf } from "../../src/identity/test-identity.ts";
import { type ServedApp, serveApp } from "./running-app.ts";

let app: ServedApp;
beforeAll(async () => {
  app = await serveApp({
    env: { LIMIT_WRITES_PER_MINUTE: "2", LIMIT_SIGN_INS_PER_MINUTE: "2", TRUST_PROXY: "1", MAX_BODY_BYTES: "1024" },
  });
});
afterAll(() => app[Symbol.asyncDispose]());

/** A request with one thing wrong, or several: what a later check would refuse stays when an earlier one is added. */
interface Flaws {
  readonly body?: "too large" | "no JSON" | "broken";
  readonly credential?: "invalid" | "none";
  readonly csrf?: "missing";
  readonly rate?: "used up";
  readonly input?: "invalid";
  readonly rule?: "denies";
}

const bodies = { "too large": `"${"x".repeat(2000)}"`, "no JSON": "{}", broken: "{" } as const;
const usedUp = "192.0.2.99";
let asked = 0;

async function ask({ body, credential, csrf, rate, input, rule }: Flaws): Promise<string> {
  const isUser = credential === undefined && csrf === undefined;
  const user = rate === "used up" ? "ann" : `user-${asked}`;
  const token = tokenOf({ id: user, organization: "org", role: rule === "denies" ? "viewer" : "owner" });
  const headers: Record<string, string> = {
    "content-type": body === "no JSON" ? "text/plain" : "application/json",
    "x-forwarded-for": rate === "used up" ? usedUp : `198.51.100.${++asked}`,
    ...(isUser && { authorization: `Bearer ${token}` }),
    ...(credential === "invalid" && { authorization: "Bearer mzk_unknown" }),
    // A cookie that is no longer good is let through to where people sign in, so that only the forgery is refused there.
    ...(csrf && { cookie: "__Host-mozaiks_session=gone" }),
  };
  const path = csrf && credential !== "invalid" ? "/api/auth/sign-in" : "/api/projects";
  const given = body ? bodies[body] : JSON.stringify(input ? { name: 1 } : { name: user });
  const response = await app.ask(path, { method: "POST", headers, body: given });
  return ((await response.json()) as { code?: string }).code ?? String(response.status);
}

describe("of all that is wrong with a request the first is told", () => {
  beforeAll(async () => {
    for (const flaws of [{}, { credential: "none" }] as const)
      for (let count = 0; count < 3; count++) await ask({ ...flaws, rate: "used up" });
    const signIn = { method: "POST", body: "{}", headers: { "x-mozaiks-request": "1", "x-forwarded-for": usedUp } };
    for (let count = 0; count < 3; count++) await app.ask("/api/auth/sign-in", signIn);
  });

  const later: Flaws = { rate: "used up", input: "invalid", rule: "denies" };
  it.each<[Flaws, string]>([
    [{ body: "too large" }, "request.too-large"],
    [{ body: "too large", credential: "invalid", ...later }, "request.too-large"],
    [{ body: "no JSON", credential: "invalid", ...later }, "request.unsupported-media-type"],
    [{ body: "broken", credential: "invalid", ...later }, "request.body-malformed"],
    [{ body: "broken", csrf: "missing", ...later }, "request.body-malformed"],
    [{ body: "broken", rate: "used up" }, "request.body-malformed"],
    [{ body: "broken", credential: "none" }, "request.body-malformed"],
    [{ credential: "invalid", csrf: "missing", ...later }, "credential.invalid"],
    [{ credential: "invalid", rate: "used up" }, "credential.invalid"],
    [{ credential: "invalid", input: "invalid" }, "credential.invalid"],
    [{ csrf: "missing", ...later }, "csrf.failed"],
    [{ csrf: "missing", input: "invalid" }, "csrf.failed"],
    [{ credential: "none", rate: "used up", input: "invalid" }, "rate.limited"],
    [later, "rate.limited"],
    [{ credential: "none", input: "invalid" }, "auth.required"],
    [{ input: "invalid", rule: "denies" }, "request.invalid"],
    [{ rule: "denies" }, "record.forbidden"],
    [{}, "201"],
  ])("%j: %s", async (flaws, code) => {
    expect(await ask(flaws)).toBe(code);
  });
});

describe("a record that one may not see", () => {
  it("is as missing as one that never was: the same bytes but for the request's name", async () => {
    const created = await app.ask("/api/tasks", { method: "POST", body: '{"title":"Mine"}', as: { id: "eve" } });
    const { id } = (await created.json()) as { id: string };
    const answer = async (path: string): Promise<unknown> => {
      const response = await app.ask(path, { as: { id: "mallory" } });
      const instance = response.headers.get("x-request-id") ?? "none";
      const headers = [...response.headers].filter(([name]) => !/^(x-request-id|ratelimit|date)$/.test(name));
      return { status: response.status, headers, body: (await response.text()).replace(instance, "…") };
    };
    const foreign = await answer(`/api/tasks/${id}`);
    expect(foreign).toMatchObject({ status: 404, body: expect.stringContaining('"record.not-found"') });
    expect(await answer("/api/tasks/01890000-0000-7000-8000-000000000000")).toEqual(foreign);
    expect(await answer("/api/tasks/none")).toEqual(foreign);
  });
});
