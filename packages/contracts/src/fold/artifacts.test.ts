import { describe, expect, it } from "vitest";
import { deepFreeze } from "../../test/deep-freeze.ts";
import { scriptedChat } from "../../test/scripted-chat.ts";
import type { Json } from "../ids.ts";
import { createArtifact, updateArtifact } from "./artifacts.ts";

const chat = scriptedChat();
const created = (state: { state: Json } | { state_ref: string }) => {
  const card = { artifact_id: "art", artifact_type: "list", title: "List", display: "inline", version: 1 } as const;
  return deepFreeze(createArtifact({}, chat.event("artifact_created", { ...card, ...state })));
};
const updated = (version: number, change: object) =>
  chat.event("artifact_updated", { artifact_id: "art", version, ...change });
const add = (path: string, value: Json) => ({ patch: [{ op: "add", path, value }] });

describe("an artifact", () => {
  it("is patched without touching the version before", () => {
    const before = created({ state: { items: ["a"] } });
    const after = updateArtifact(before, updated(2, add("/items/-", "b")));
    expect(after["art"]).toMatchObject({ version: 2, state: { items: ["a", "b"] } });
    expect(before["art"]).toMatchObject({ version: 1, state: { items: ["a"] } });
  });

  it("can be replaced as a whole", () => {
    const patch = [{ op: "replace", path: "", value: ["new"] }];
    expect(updateArtifact(created({ state: "old" }), updated(2, { patch }))["art"]?.state).toEqual(["new"]);
  });

  it("ignores a version it has already, and one of an artifact nobody created", () => {
    const known = created({ state: [] });
    expect(updateArtifact(known, updated(1, add("/-", 1)))).toBe(known);
    expect(updateArtifact({}, updated(2, add("/-", 1)))).toEqual({});
    expect(createArtifact(known, chat.event("artifact_created", { ...known["art"] } as never))).toBe(known);
  });

  it.each([
    ["its base was never sent", created({ state_ref: "/api/artifacts/art?version=1" }), updated(2, add("/-", 1))],
    ["the patch does not fit", created({ state: [] }), updated(2, { patch: [{ op: "remove", path: "/5" }] })],
    ["a test in the patch fails", created({ state: [] }), updated(2, { patch: [{ op: "test", path: "", value: 1 }] })],
    ["the patch is no patch", created({ state: [] }), updated(2, { patch: [{ op: "add", path: "no pointer" }] })],
    [
      "a version in between is missing",
      created({ state: [] }),
      updated(2, { state_ref: "/api/artifacts/art?version=2" }),
    ],
  ])("says where to fetch its state when %s", (_name, known, event) => {
    const card = updateArtifact(known, event)["art"];
    expect(card).toMatchObject({ version: 2, state_ref: "/api/artifacts/art?version=2" });
    expect(card).not.toHaveProperty("state");
  });

  it("says where to fetch its state when a version in between is missing", () => {
    const card = updateArtifact(created({ state: [] }), updated(3, add("/-", 1)))["art"];
    expect(card).toMatchObject({ version: 3, state_ref: "/api/artifacts/art?version=3" });
  });

  it("does not let a patch reach an object's prototype", () => {
    updateArtifact(created({ state: {} }), updated(2, add("/__proto__/polluted", true)));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
