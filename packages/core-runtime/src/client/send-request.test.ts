import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSender } from "./send-request.ts";

type Answer = Response | Error;

/** Answers one after the other, and what was asked. */
function scripted(...answers: readonly Answer[]) {
  const asked: { url: string; headers: Headers }[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    asked.push({ url, headers: new Headers(init.headers) });
    const answer = answers[asked.length - 1];
    if (answer instanceof Response) return answer;
    throw answer ?? new Error("One request too many");
  };
  return { asked, fetch };
}

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ code, title: code, status }, { status, headers });
const down = () => new TypeError("fetch failed");

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function settled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  await vi.runAllTimersAsync();
  return promise;
}

describe("a request", () => {
  it.each([
    ["no answer", () => down()],
    ["408", () => problem(408, "request.time-out")],
    ["429", () => problem(429, "rate.limited", { "retry-after": "2" })],
    ["502", () => new Response("Bad gateway", { status: 502 })],
    ["503", () => problem(503, "store.unavailable")],
  ])("that only reads is asked again after %s", async (_name, answer) => {
    const { asked, fetch } = scripted(answer(), answer(), Response.json({ ok: true }));
    await expect(settled(createSender({ fetch }).send("GET", "/api/tasks"))).resolves.toEqual({ ok: true });
    expect(asked).toHaveLength(3);
  });

  it("that writes is asked again with the same key, and not at all without one", async () => {
    const { asked, fetch } = scripted(down(), Response.json({ id: "1" }, { status: 201 }), down());
    const sender = createSender({ fetch });
    await settled(sender.send("POST", "/api/tasks", { body: {}, idempotencyKey: "k" }));
    expect(asked.map(({ headers }) => headers.get("idempotency-key"))).toEqual(["k", "k"]);
    await expect(settled(sender.send("POST", "/api/auth/sign-in", { body: {} }))).rejects.toMatchObject({
      code: "network.failed",
      status: 0,
    });
    expect(asked).toHaveLength(3);
  });

  it.each([400, 401, 403, 404, 409, 412, 500])("is not asked again after %i", async (status) => {
    const { asked, fetch } = scripted(problem(status, "some.code"));
    const sent = settled(createSender({ fetch }).send("GET", "/api/tasks"));
    await expect(sent).rejects.toMatchObject({ name: "ProblemError", status, code: "some.code" });
    expect(asked).toHaveLength(1);
  });

  it("gives up after four attempts, and at once when it is asked for much patience", async () => {
    const four = scripted(down(), down(), down(), down());
    await expect(settled(createSender(four).send("GET", "/"))).rejects.toMatchObject({ code: "network.failed" });
    expect(four.asked).toHaveLength(4);
    const patient = scripted(problem(429, "rate.limited", { "retry-after": "60" }));
    const sent = settled(createSender(patient).send("GET", "/"));
    await expect(sent).rejects.toMatchObject({ code: "rate.limited", retryAfterMs: 60_000 });
  });

  it("stops waiting when nobody waits for it any more", async () => {
    const { asked, fetch } = scripted(down());
    const stop = new AbortController();
    const sent = createSender({ fetch }).send("GET", "/", { signal: stop.signal });
    sent.catch(() => {});
    stop.abort(new Error("left"));
    await expect(sent).rejects.toThrow("left");
    expect(asked.length).toBeLessThanOrEqual(1);
  });

  it("says what is wrong with it", async () => {
    const errors = [{ path: "/title", code: "required", message: "is required" }];
    const body = { code: "request.invalid", title: "The request is not valid", detail: "/title: is required", errors };
    const { fetch } = scripted(Response.json(body, { status: 400 }));
    await expect(createSender({ fetch }).send("POST", "/api/tasks", { body: {} })).rejects.toMatchObject({
      message: "/title: is required",
      errors,
      problem: body,
    });
  });

  it("carries token and organisation, but asks about accounts without the latter", async () => {
    const { asked, fetch } = scripted(Response.json({}), Response.json({}));
    const sender = createSender({
      fetch,
      token: async () => "t",
      organization: "acme",
      baseUrl: "https://app.example",
    });
    await sender.send("GET", "/api/tasks", { query: { limit: 5, cursor: undefined } });
    await sender.send("GET", "/api/auth/me");
    expect(asked.map(({ url }) => url)).toEqual([
      "https://app.example/api/tasks?limit=5",
      "https://app.example/api/auth/me",
    ]);
    expect(asked.map(({ headers }) => [headers.get("authorization"), headers.get("mozaiks-organization")])).toEqual([
      ["Bearer t", "acme"],
      ["Bearer t", null],
    ]);
  });
});
