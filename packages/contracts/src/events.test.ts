import { expect, it } from "vitest";
import { isInput } from "./events.ts";

it("takes what a person did, and the page they wrote from, for an input, and what a tool did for the runner's", () => {
  expect(isInput({ type: "artifact_updated", by: "ann" })).toBe(true);
  expect(isInput({ type: "artifact_updated" })).toBe(false);
  expect(isInput({ type: "artifact_action", by: "ann" })).toBe(true);
  expect(isInput({ type: "navigate", by: "ann" })).toBe(true);
  expect(isInput({ type: "navigate" })).toBe(false);
  expect(isInput({ type: "context_update", cause: "ui" })).toBe(true);
  expect(isInput({ type: "context_update", cause: "look_up" })).toBe(false);
  expect(isInput({ type: "workflow_cancelled", by: "ann" })).toBe(false);
  expect(isInput({ type: "cancel_requested", by: "ann" })).toBe(true);
});
