import { argon2 } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createPasswordHasher } from "./password-hasher.ts";

vi.mock(import("node:crypto"), async (original) => {
  const crypto = await original();
  return { ...crypto, argon2: vi.fn<typeof crypto.argon2>(crypto.argon2) };
});
afterEach(() => void vi.mocked(argon2).mockClear());

describe("a password's hash", () => {
  it("is a PHC string of argon2id with a salt of its own", async () => {
    const hasher = createPasswordHasher();
    const [first, second] = await Promise.all([hasher.hash("correct horse"), hasher.hash("correct horse")]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(second).not.toBe(first);
  });

  it("fits its password alone, however the letters are composed", async () => {
    const hasher = createPasswordHasher();
    const stored = await hasher.hash("caf\u00e9 au lait");
    expect(await hasher.verify("cafe\u0301 au lait", stored)).toBe(true);
    expect(await hasher.verify("cafe au lait", stored)).toBe(false);
    expect(await hasher.verify("", stored)).toBe(false);
  });

  it("of other parameters is checked with those", async () => {
    const stored = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQxMjM0NTY$";
    const hasher = createPasswordHasher();
    await hasher.verify("correct horse", `${stored}${"A".repeat(43)}`);
    expect(vi.mocked(argon2).mock.calls[0]?.[1]).toMatchObject({ memory: 8, passes: 1 });
  });

  it("that is none is never fitted, after the same work", async () => {
    const hasher = createPasswordHasher();
    expect(await hasher.verify("correct horse", null)).toBe(false);
    const [[, work] = []] = vi.mocked(argon2).mock.calls;
    expect(work).toMatchObject({ memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 });
  });
});

describe("hashing", () => {
  it("is done for two at once; others wait, and too many are sent away", async () => {
    let running = 0;
    let most = 0;
    const real = vi.mocked(argon2).getMockImplementation() ?? argon2;
    vi.mocked(argon2).mockImplementation((algorithm, parameters, done) => {
      most = Math.max(most, (running += 1));
      real(algorithm, parameters, (...result) => {
        running -= 1;
        done(...result);
      });
    });
    const hasher = createPasswordHasher({ maxRunning: 2, maxWaiting: 3 });
    const all = await Promise.allSettled(Array.from({ length: 7 }, () => hasher.hash("correct horse")));
    expect(most).toBe(2);
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(all.at(-1)).toMatchObject({ reason: { code: "rate.limited", retryAfterS: 1 } });
    expect(await hasher.verify("x", await hasher.hash("x"))).toBe(true);
  });
});
