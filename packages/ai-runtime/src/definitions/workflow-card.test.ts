import { expect, it } from "vitest";
import { buildDefinition } from "../../test/engine/manifest-builder.ts";
import { cardOf, summaryOf } from "./workflow-card.ts";

const agent = { name: "A", display_name: "Front desk", avatar: "https://example.com/a.png" };
const definition = buildDefinition({
  title: "Teahouse",
  description: "Serves tea.",
  startup_mode: "AgentDriven",
  suggestions: ["Green tea"],
  entry_point: false,
  pattern: "ManualPattern",
  input_schema: { type: "object" },
  agents: [agent],
  artifacts: [
    { type: "menu", actions: [{ name: "update_state" }, { name: "print", tool: "print_menu" }] },
    { type: "bill", actions: [] },
  ],
});

it("tells those who talk to a workflow who its agents are and what they could say", () => {
  expect(cardOf(definition)).toEqual({
    workflow_id: "Test",
    version: "v1",
    title: "Teahouse",
    agents: [agent],
    suggestions: ["Green tea"],
    person_picks: true,
    artifact_actions: { menu: ["update_state", "print"] },
  });
});

it("tells those who choose a workflow what it is for and how it begins", () => {
  expect(summaryOf(definition)).toEqual({
    workflow_id: "Test",
    version: "v1",
    title: "Teahouse",
    description: "Serves tea.",
    startup_mode: "AgentDriven",
    suggestions: ["Green tea"],
    entry_point: false,
    input_schema: { type: "object" },
  });
});
