import { expect, it } from "vitest";
import { outline, startEngine } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";
import { heldReply, scriptedModel } from "./scripted-model.ts";

it("lets a person write from another page while an agent speaks, and the agent goes on undisturbed", async () => {
  const held = heldReply("thinking");
  await using engine = await startEngine({
    definition: buildDefinition(),
    model: scriptedModel({ A: [held.reply, "second"] }),
  });
  const chat = await engine.open();
  await engine.say(chat, "one", { context: { page: "a" } });
  await held.started;
  await engine.say(chat, "two", { context: { page: "b" } });
  held.release();
  const log = await engine.until(chat, (events) => events.some((event) => event.type === "run_paused"));
  expect(outline(log)).not.toContain("run_recovery");
  expect(log.filter((event) => event.type === "agent_message").map(({ content }) => content)).toEqual([
    "thinking",
    "second",
  ]);
});
