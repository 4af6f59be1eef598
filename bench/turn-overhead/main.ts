import { parseArgs } from "node:util";
import { type Load, measure, type Sample, waitForQuiet } from "./closed-loop.ts";
import { startProcess } from "./start-process.ts";
import { summarise } from "./summary.ts";
import { openAiSdk } from "./targets/ai-sdk.ts";
import { openDirect } from "./targets/direct.ts";
import { openMozaiks } from "./targets/mozaiks.ts";

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "1,32" },
    rounds: { type: "string", default: "5" },
    floor: { type: "boolean", default: false },
    against: { type: "string" },
    folder: { type: "string" },
    profile: { type: "string" },
    patience: { type: "string", default: "0" },
  },
});
const rounds = Number(values.rounds);

/** How long one turn takes, about. */
const turnMs = 300;
/** Until the hot code is compiled, and then some. */
const warmUp: Load = { clients: 128, chats: 5, turns: 10, spreadMs: turnMs };

function loadsOf(clients: number): Record<string, Load> {
  const turns = clients === 1 ? 20 : 10;
  const growing = { clients, chats: 1, turns, spreadMs: 0 };
  const fresh = { clients, chats: turns, turns: 1, spreadMs: 0 };
  if (clients === 1) return { "growing chat": growing, "fresh chat": fresh };
  return {
    "growing chat, all speak at once": growing,
    "growing chat, spread": { ...growing, spreadMs: turnMs },
    "fresh chat, all speak at once": fresh,
    "fresh chat, spread": { ...fresh, spreadMs: turnMs },
  };
}

await using llm = await startProcess(new URL("llm-process.ts", import.meta.url));
await using direct = await openDirect(llm.answer);
const { against, folder, profile } = values;
await using mozaiks = await openMozaiks(llm.answer, { folder, profile });
await using other = against ? await openMozaiks(llm.answer, { root: against, folder, profile: undefined }) : undefined;
await using floor = values.floor ? await openAiSdk(llm.answer) : undefined;
const targets = [direct, mozaiks, other, floor].filter((target) => target !== undefined);

console.log(`Node ${process.version}; ${rounds} rounds, targets take turns, the quietest round of each is shown.
100 ms to the first token, 40 tokens 5 ms apart; times in ms, CPU of the server's process in ms per turn.`);
for (const target of targets) await measure(target, warmUp, [llm.pid]);
const own = [llm.pid, ...targets.flatMap(({ pid }) => pid ?? [])];
for (const clients of values.clients.split(",").map(Number)) {
  for (const [kind, load] of Object.entries(loadsOf(clients))) {
    const samples = new Map<string, Sample[]>(targets.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1)
      for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
        await waitForQuiet(own, Number(values.patience));
        samples.get(target.name)?.push(await measure(target, load, [llm.pid]));
      }
    const turns = clients * load.chats * load.turns;
    console.log(`\n${clients} client${clients === 1 ? "" : "s"}, ${kind}, ${turns} turns a round`);
    console.table(summarise(samples, direct.name));
  }
}
