import { afterEach, expect, it } from "vitest";
import { type Engine, startEngine } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

const definition = buildDefinition({
  agents: ["Guest", "Member"],
  variables: [
    { name: "plan", source: "claims" },
    { name: "locale", source: "claims", default: "en" },
    { name: "page", source: "ui" },
  ],
  handoffs: [{ source: "user", target: "Member", stage: "after", condition: 'plan == "gold" && page == "/vip"' }],
});

it("binds variables of the token's claims and of the page to what these hold under their names", async () => {
  engine = await startEngine({ definition, model: scriptedModel({ Guest: ["Hello."], Member: ["Welcome."] }) });
  const chat = await engine.open({ claims: { plan: "gold", seats: 3 }, context: { page: "/home", zoom: 2 } });
  await engine.say(chat, "Hi");
  await engine.ended(chat);
  await engine.say(chat, "Hi again", { context: { page: "/vip" } });
  const log = await engine.ended(chat, 2);
  expect(log[0]).toMatchObject({ context: { plan: "gold", locale: "en", page: "/home", ui: { zoom: 2 } } });
  expect(log.filter((event) => event.type === "context_update")).toMatchObject([
    { changes: { page: "/vip", ui: { page: "/vip" } }, cause: "ui" },
  ]);
  expect(log.flatMap((event) => (event.type === "agent_selected" ? [event.agent] : []))).toEqual(["Guest", "Member"]);
});

it("leaves them at their defaults where there are no claims and the page said nothing", async () => {
  engine = await startEngine({ definition, model: scriptedModel({ Guest: ["Hello."] }) });
  const chat = await engine.open();
  const [created] = await engine.log(chat);
  expect(created).toMatchObject({ context: { plan: null, locale: "en", page: null } });
});
