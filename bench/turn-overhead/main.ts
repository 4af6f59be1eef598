import { parseArgs } from "node:util";
import { type Load, measure, type Sample } from "./closed-loop.ts";
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
  },
});
const rounds = Number(values.rounds);

/** About as many turns for any number of clients but one, where a turn takes its time. */
function loadsOf(clients: number): Record<string, Load> {
  const turns = clients === 1 ? 20 : 10;
  return {
    "growing chat": { clients, chats: 1, turns },
    "fresh chat": { clients, chats: turns, turns: 1 },
  };
}

await using llm = await startProcess(new URL("llm-process.ts", import.meta.url));
await using direct = await openDirect(llm.answer);
const { against, folder, profile } = values;
await using mozaiks = await openMozaiks(llm.answer, { folder, profile });
await using other = against ? await openMozaiks(llm.answer, { root: against, folder, profile: undefined }) : undefined;
await using floor = values.floor ? await openAiSdk(llm.answer) : undefined;
const targets = [direct, mozaiks, other, floor].filter((target) => target !== undefined);

console.log(`Node ${process.version}; ${rounds} rounds after one that warms up, targets take turns, quietest round shown.
100 ms to the first token, 40 tokens 5 ms apart; times in ms, CPU of the server's process in ms per turn.`);
for (const clients of values.clients.split(",").map(Number)) {
  for (const [kind, load] of Object.entries(loadsOf(clients))) {
    const samples = new Map<string, Sample[]>(targets.map(({ name }) => [name, []]));
    for (let round = 0; round <= rounds; round += 1)
      for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
        const sample = await measure(target, load, [llm.pid]);
        if (round > 0) samples.get(target.name)?.push(sample);
      }
    console.log(
      `\n${clients} client${clients === 1 ? "" : "s"}, ${kind}, ${clients * load.chats * load.turns} turns a round`,
    );
    console.table(summarise(samples, direct.name));
  }
}
