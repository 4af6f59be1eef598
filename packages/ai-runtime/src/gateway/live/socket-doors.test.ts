import { connectSocket, type SocketClient } from "@mozaiks/testkit";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grant, issuer, startLiveGateway, type LiveGateway } from "../../../test/live/live-gateway.ts";

let gateway: LiveGateway;
beforeAll(async () => {
  gateway = await startLiveGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const claims = { ...grant, iss: issuer.issuer, aud: issuer.audience, scope: "workflow:execute" };
const wrongKey = Buffer.from("another-secret-of-at-least-32-bytes!");

async function signed(changes: object, header: object = {}, key: Uint8Array = Buffer.from(issuer.secret.reveal())) {
  const payload = { ...claims, exp: Math.floor(Date.now() / 1000) + 600, ...changes };
  return new SignJWT(payload).setProtectedHeader({ alg: "HS256", ...header }).sign(key);
}

function unsigned(header: object): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${encode(header)}.${encode({ ...claims, exp: 4_000_000_000 })}.`;
}

const badTokens: Record<string, () => Promise<string> | string> = {
  "no token": () => "",
  "not a token": () => "abc",
  "alg none": () => unsigned({ alg: "none" }),
  "an algorithm that is not the key's": () => unsigned({ alg: "RS256" }),
  "the wrong key": () => signed({}, {}, wrongKey),
  "the wrong issuer": () => signed({ iss: "somebody" }),
  "the wrong audience": () => signed({ aud: "somebody" }),
  "the wrong scope": () => signed({ scope: "workflow:read" }),
  expired: () => signed({ exp: Math.floor(Date.now() / 1000) - 600 }),
  "not yet valid": () => signed({ nbf: Math.floor(Date.now() / 1000) + 600 }),
  "without chat_id": () => signed({ chat_id: undefined }),
  "without exp": () => signed({ exp: undefined }),
  "with a jwk header": () => signed({}, { jwk: { kty: "oct", k: wrongKey.toString("base64url") } }),
  "with a jku header": () => signed({}, { jku: "https://evil.test/jwks" }),
  truncated: async () => (await signed({})).slice(0, -10),
};

const doors: Record<string, (token: string) => Promise<{ status: number; code: string } | SocketClient>> = {
  "?token=": (token) => open(`/ws/chat?token=${token}`),
  "the path form": (token) => open(`/ws/onboarding_flow/app_456/chat_789/user_123?token=${token}`),
  "the Authorization header": (token) => open("/ws/chat", { authorization: `Bearer ${token}` }),
  "the subprotocol": async (token) => {
    await using client = await connectSocket(`${gateway.origin}/ws/chat?token=${token}`, { subprotocol: "mozaiks.v1" });
    const { code, reason } = await client.closed;
    expect(client.frames).toMatchObject([{ type: "error", code: reason }]);
    return { status: code - 4000, code: reason };
  },
  "the event stream": async (token) => {
    const response = await fetch(`${gateway.origin}/api/sessions/chat_789/events?token=${token}`);
    return { status: response.status, code: (await response.json()).code };
  },
};

async function open(path: string, headers: Record<string, string> = {}): Promise<{ status: number; code: string }> {
  try {
    await using client = await connectSocket(`${gateway.origin}${path}`, { headers });
    return { status: 101, code: client.frames[0]?.type ?? "open" };
  } catch (thrown) {
    const { status, problem } = thrown as { status: number; problem: { code: string } };
    return { status, code: problem.code };
  }
}

describe.each(Object.keys(doors))("%s", (door) => {
  it.each(Object.keys(badTokens))("refuses a token that is %s with 401", async (kind) => {
    const refused = await doors[door]?.((await badTokens[kind]?.()) ?? "");
    expect(refused).toMatchObject({ status: 401, code: expect.stringMatching(/^token\./) });
  });
});

describe("a refused upgrade", () => {
  const own = "/ws/onboarding_flow/app_456/chat_789/user_123";
  it.each([
    ["names another user", "/ws/onboarding_flow/app_456/chat_789/user_x", {}, 403, "identity.mismatch"],
    ["names another app", "/ws/onboarding_flow/app_x/chat_789/user_123", {}, 403, "identity.mismatch"],
    ["names another chat", "/ws/onboarding_flow/app_456/chat_x/user_123", {}, 403, "identity.mismatch"],
    ["names another workflow", "/ws/other_flow/app_456/chat_789/user_123", {}, 403, "identity.mismatch"],
    ["names what is no id", "/ws/onboarding_flow/app_456/chat%20789/user_123", {}, 400, "request.invalid"],
    ["cannot be decoded", "/ws/onboarding_flow/app_456/chat_%E0%A4%A/user_123", {}, 400, "request.invalid"],
    ["is of no route", "/ws/elsewhere", {}, 404, "route.not-found"],
    ["is of no socket", "/api/sessions", {}, 404, "route.not-found"],
    ["has a foreign origin", own, { origin: "https://evil.test" }, 403, "origin.not-allowed"],
    ["has after_seq and tail", `${own}?after_seq=1&tail=2`, {}, 400, "request.invalid"],
    ["has a tail over 1,000", `${own}?tail=1001`, {}, 400, "request.invalid"],
    ["has a negative after_seq", `${own}?after_seq=-1`, {}, 400, "request.invalid"],
  ])("that %s says so", async (_name, path, headers, status, code) => {
    const authorization = `Bearer ${await gateway.token()}`;
    expect(await open(path, { ...headers, authorization })).toEqual({ status, code });
  });

  it.each([
    ["of a workflow that does not exist", { workflow_id: "Missing" }, 404, "workflow.not-found"],
    ["of another user's chat", { user_id: "user_other" }, 404, "session.not-found"],
    ["of a chat of another workflow", { workflow_id: "other_flow" }, 409, "session.workflow-mismatch"],
  ])("%s says so", async (_name, changes, status, code) => {
    await (await connectSocket(await gateway.address()))[Symbol.asyncDispose]();
    expect(await open(`/ws/chat?token=${await gateway.token(changes)}`)).toEqual({ status, code });
    await using client = await connectSocket(await gateway.address({}, changes), { subprotocol: "mozaiks.v1" });
    expect(await client.closed).toEqual({ code: status === 409 ? 4400 : 4000 + status, reason: code });
  });

  it("is a problem in JSON, with the header that HTTP asks for", async () => {
    const refused = await connectSocket(`${gateway.origin}/ws/chat`).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({
      status: 401,
      headers: { "content-type": "application/problem+json", "www-authenticate": "Bearer" },
      problem: { status: 401, code: "token.missing", error: "A token is required", title: "A token is required" },
    });
  });

  it("tells a limit with 429 and Retry-After, and never before the token is checked", async () => {
    await using limited = await startLiveGateway({ limits: { socketsPerUser: 1 } });
    await using first = await connectSocket(await limited.address());
    await first.frame((frame) => frame.type === "replay_complete");
    await expect(connectSocket(await limited.address())).rejects.toMatchObject({
      status: 429,
      headers: { "retry-after": "60" },
      problem: { code: "limit.connections" },
    });
    await expect(connectSocket(`${limited.origin}/ws/chat?token=x`)).rejects.toMatchObject({ status: 401 });
    await first[Symbol.asyncDispose]();
    await expect.poll(() => limited.sockets.connections).toBe(0);
    await using again = await connectSocket(await limited.address());
    expect((await again.frame((frame) => frame.type === "session_state")).type).toBe("session_state");
  });
});

describe("an accepted upgrade", () => {
  it.each([
    ["by path", "/ws/onboarding_flow/app_456/chat_789/user_123", {}],
    ["by path, whatever the workflow's case", "/ws/Onboarding_Flow/app_456/chat_789/user_123", {}],
    ["from a page of the same host", "/ws/chat", { origin: "same" }],
  ])("comes %s", async (_name, path, headers) => {
    const same = "origin" in headers ? { origin: gateway.origin } : {};
    const authorization = `Bearer ${await gateway.token()}`;
    await using client = await connectSocket(`${gateway.origin}${path}`, { headers: { ...same, authorization } });
    expect((await client.frame(() => true)).type).toBe("session_state");
  });

  it("comes with a ticket, once", async () => {
    const { user_id, workflow_id, chat_id } = grant;
    const expires_at = Math.floor(Date.now() / 1000) + 600;
    const about = { kind: "launch", tenant: gateway.tenant, user_id, workflow_id, chat_id } as const;
    const ticket = await gateway.tickets.issueTicket({ ...about, claims: {}, expires_at });
    await using client = await connectSocket(`${gateway.origin}/ws/chat?ticket=${ticket}`);
    expect((await client.frame(() => true)).chat_id).toBe("chat_789");
    expect(await open(`/ws/chat?ticket=${ticket}`)).toEqual({ status: 401, code: "ticket.invalid" });
  });

  it("comes without a query token where those are turned off", async () => {
    await using strict = await startLiveGateway({ allowQueryToken: false });
    await expect(connectSocket(await strict.address())).rejects.toMatchObject({ status: 401 });
    const authorization = `Bearer ${await strict.token()}`;
    await using client = await connectSocket(`${strict.origin}/ws/chat`, { headers: { authorization } });
    expect((await client.frame(() => true)).type).toBe("session_state");
  });

  it("comes from an allowed origin only, when origins are named", async () => {
    await using named = await startLiveGateway({ allowedOrigins: ["https://app.test"] });
    const origin = (value: string) => ({ headers: { origin: value } });
    await using client = await connectSocket(await named.address(), origin("https://app.test"));
    expect((await client.frame(() => true)).type).toBe("session_state");
    await expect(connectSocket(await named.address(), origin(named.origin))).rejects.toMatchObject({ status: 403 });
  });

  it("comes from the server's own page too, when it has one", async () => {
    await using named = await startLiveGateway({ allowedOrigins: ["https://app.test"], hasPage: true });
    const origin = (value: string) => ({ headers: { origin: value } });
    await using client = await connectSocket(await named.address(), origin(named.origin));
    expect((await client.frame(() => true)).type).toBe("session_state");
    await expect(connectSocket(await named.address(), origin("https://evil.test"))).rejects.toMatchObject({
      status: 403,
    });
  });

  it("hands the token's own claims to a session that does not exist yet", async () => {
    const changes = { chat_id: "chat_claims", max_tokens: 50_000, claims: { plan: "pro" } };
    await using client = await connectSocket(await gateway.address({}, changes));
    await client.frame(() => true);
    expect(gateway.sessions.opened.at(-1)).toEqual({
      user_id: "user_123",
      workflow_id: "onboarding_flow",
      chat_id: "chat_claims",
      claims: { plan: "pro" },
      max_tokens: 50_000,
    });
  });

  it("watches any chat of its app with a service token, and none that does not exist", async () => {
    await (await connectSocket(await gateway.address()))[Symbol.asyncDispose]();
    const authorization = `Bearer ${await gateway.serviceToken()}`;
    await using client = await connectSocket(`${gateway.origin}/ws/chat?chat_id=chat_789`, {
      headers: { authorization },
    });
    expect((await client.frame(() => true)).chat_id).toBe("chat_789");
    const refused = [
      await open("/ws/chat?chat_id=chat_none", { authorization }),
      await open("/ws/chat", { authorization }),
      await open("/ws/onboarding_flow/app_456/chat_789/user_x", { authorization }),
      await open("/ws/other_flow/app_456/chat_789/user_123", { authorization }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([404, 400, 404, 409]);
  });

  it("is closed with 4400 when after_seq is ahead of the session", async () => {
    await using client = await connectSocket(await gateway.address({ after_seq: "99" }));
    expect(await client.closed).toEqual({ code: 4400, reason: "session.seq-ahead" });
    expect(client.frames).toMatchObject([{ type: "error", code: "session.seq-ahead" }]);
  });
});
