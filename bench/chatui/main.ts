/**
 * What a chat costs the page it is in, beside other projects: `sizes`, `start`, `history`, `stream`, or all of them.
 * `--alone` leaves out the other projects, `--without=<name>` one of them; `--peers=<folder>` installs them there and uses them
 * again; `--rounds=<n>` and `--rates=50,200` say how often and how fast.
 */
import type { Browser } from "playwright-core";
import { loadavg } from "node:os";
import { openBrowser } from "../../test/browser/open-browser.ts";
import { measureHistory } from "./history.ts";
import { openMozaiksTarget } from "./mozaiks-target.ts";
import { openNpmTarget } from "./npm-target.ts";
import { installPeers, type Peer } from "./peers.ts";
import { measureSizes } from "./sizes.ts";
import { measureStart } from "./start.ts";
import { measureStream } from "./stream.ts";
import type { Target } from "./target.ts";

const args = process.argv.slice(2);
const wants = (name: string): boolean => args.includes(name) || !args.some((arg) => !arg.startsWith("--"));
const given = (name: string): readonly string[] =>
  args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
const rounds = (usual: number): number => Number(given("rounds")[0] ?? usual);
const rates = (given("rates")[0] ?? "50,200,1000").split(",").map(Number);
const without = args.includes("--alone") ? ["assistant-ui", "copilotkit"] : given("without");

await using peers = await installPeers(without, given("peers")[0]);
const browser = await openBrowser();
if (wants("sizes")) await measureSizes(peers.installed);
if (wants("start")) await measureStart(browser, peers.installed, rounds(5));
if (wants("history") || wants("stream")) {
  const targets = [await openMozaiksTarget(browser), ...(await openPeers(browser, peers.installed))];
  if (wants("history")) await measureHistory(targets, rounds(3));
  if (wants("stream")) await measureStream(targets, { rounds: rounds(3), rates });
  for (const target of targets) await target.close();
}
console.log(
  `Load of the machine meanwhile, over 1, 5 and 15 min: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(" ")}`,
);
await browser.close();

async function openPeers(opened: Browser, installed: readonly Peer[]): Promise<readonly Target[]> {
  const targets: Target[] = [];
  for (const peer of installed) {
    try {
      targets.push(await openNpmTarget(opened, peer));
    } catch (error) {
      console.log(`SKIPPED ${peer.title}: ${error instanceof Error ? error.message.split("\n", 1)[0] : String(error)}`);
    }
  }
  return targets;
}
