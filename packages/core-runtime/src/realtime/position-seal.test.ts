import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { secrets } from "../data/stored-collections.ts";
import { createMemoryEngine } from "../engines/memory/memory-engine.ts";
import { createPositionSeal, openPositionSeal } from "./position-seal.ts";

const position = "0000000000000042";

describe("a sealed position", () => {
  it("is opened by every process of the app, and by none of another", async () => {
    await using engine = createMemoryEngine();
    await engine.ensure([secrets]);
    const now = () => new Date();
    const [one, other] = await Promise.all([openPositionSeal(engine, now), openPositionSeal(engine, now)]);
    expect(other.open(one.seal(position))).toBe(position);
    expect(createPositionSeal(randomBytes(32)).open(one.seal(position))).toBeUndefined();
  });

  it("tells nothing: the same position is sealed otherwise each time", () => {
    const seal = createPositionSeal(randomBytes(32));
    expect(seal.seal(position)).not.toBe(seal.seal(position));
    expect(Buffer.from(seal.seal(position), "base64url").toString("latin1")).not.toContain("42");
  });

  it.each(["", "x", "0000000000000042", "A".repeat(60)])("cannot be made up: %j", (text) => {
    expect(createPositionSeal(randomBytes(32)).open(text)).toBeUndefined();
  });

  it("cannot be changed", () => {
    const seal = createPositionSeal(randomBytes(32));
    const bytes = Buffer.from(seal.seal(position), "base64url");
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(seal.open(changed.toString("base64url"))).toBeUndefined();
    }
  });
});
