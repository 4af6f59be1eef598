import { describe, expect, it } from "vitest";
import { play, solo } from "./ag2-scene.ts";

describe("an agent's text", () => {
  it.each([
    ["equals", { equals: "all done" }, "All done "],
    ["contains", { contains: "done" }, "all done here"],
    ["matches", { regex: "d.ne" }, "all done here"],
  ])("that %s what a trigger says sets its variable, from its agent only", async (_how, match, text) => {
    const trigger = { type: "agent_text", match, set: "yes" } as const;
    const { log } = await play({
      ...solo,
      variables: [
        { name: "mine", triggers: [{ ...trigger, agent: "A" }] },
        { name: "another", triggers: [{ ...trigger, agent: "B" }] },
        { name: "anyone", triggers: [trigger] },
      ],
      agents: ["A", "B"],
      script: { A: [text] },
    });
    expect(log.flatMap((event) => (event.type === "context_update" ? [event.changes] : []))).toEqual([
      { mine: "yes", anyone: "yes" },
    ]);
  });

  it("that only contains what it must equal sets nothing", async () => {
    const { log } = await play({
      ...solo,
      variables: [{ name: "x", triggers: [{ type: "agent_text", match: { equals: "done" }, set: "yes" }] }],
      script: { A: ["not done"] },
    });
    expect(log.map(({ type }) => type)).not.toContain("context_update");
  });
});

it("shows people the text of the agents that ui_config.yaml names, and no other", async () => {
  const { log } = await play({
    ...solo,
    visual_agents: ["B"],
    agents: ["A", "B"],
    handoffs: [{ source: "A", target: "B", stage: "after" }],
    script: { A: ["a note"], B: ["an answer"] },
  });
  const said = log.filter((event) => event.type === "agent_message");
  expect(said).toMatchObject([
    { agent: "A", visible: false },
    { agent: "B", visible: true },
  ]);
});

it("refuses a value that does not fit the schema of its variable", async () => {
  const { log } = await play({
    ...solo,
    variables: [{ name: "size", schema: { enum: ["small", "large"] } }],
    tools: [{ name: "set" }],
    script: { A: [{ calls: [["set"]] }, "done"] },
    run: { set: (_args, { context }) => context.set("size", "huge") },
  });
  expect(log.find((event) => event.type === "tool_result")).toMatchObject({ status: "error" });
});

it("tells the model what its tools do and take", async () => {
  const parameters = { type: "object", properties: { city: { type: "string" } } };
  const { model } = await play({
    ...solo,
    tools: [{ name: "weather", description: "Looks at the sky.", parameters }],
    script: { A: ["sunny"] },
  });
  expect(model.requests[0]?.tools).toEqual([{ name: "weather", description: "Looks at the sky.", parameters }]);
});

it("asks the person with the component of the tool, where it is to stand", async () => {
  const { log } = await play({
    tools: [{ name: "ask", ui: { component: "acme.picker", display: "artifact", awaits_response: true } }],
    script: { A: [{ calls: [["ask"]] }] },
  });
  expect(log.find((event) => event.type === "ui_tool_request")).toMatchObject({
    component: "acme.picker",
    display: "artifact",
  });
});

it("gives the variable that the workflow names as output as its result", async () => {
  const { log } = await play({
    ...solo,
    output: "size",
    variables: [{ name: "size", default: "large" }],
    script: { A: ["done"] },
  });
  expect(log.at(-1)).toMatchObject({ type: "workflow_complete", result: "large" });
});

it("tells an agent the variables shown to it, and no others", async () => {
  const { model } = await play({
    ...solo,
    agents: [{ name: "A", prompt: "You help.", context: ["shown"] }],
    variables: [
      { name: "shown", default: "s" },
      { name: "hidden", default: "h" },
    ],
    script: { A: ["hi"] },
  });
  expect(model.requests[0]?.system).toBe('You help.\n\nContext variables:\nshown: "s"');
});
