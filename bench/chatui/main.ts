/** `stream`, `history`, or both: what a chat costs the page it is in. `--alone` leaves out the other projects, `--without=<name>` one of them. */
import type { Browser } from "playwright-core";
import { openBrowser } from "../../packages/chatui/test/browser/open-browser.ts";
import { heapOf, keyDelays, measureLoad, percentile, watchKeys } from "./measure.ts";
import { openMozaiksTarget } from "./mozaiks-target.ts";
import { openNpmTarget } from "./npm-target.ts";
import { sampleAnswer } from "./sample-answer.ts";
import type { Target, Thread } from "./target.ts";

const chunkLength = 12;
const streamMs = 4_000;
const settleMs = 500;
const others = {
  "assistant-ui": ["@assistant-ui/react@0.15.20", "@assistant-ui/react-markdown", "react@19", "react-dom@19"],
  copilotkit: ["@copilotkit/react-ui", "@copilotkit/react-core", "react@19", "react-dom@19"],
};

const args = process.argv.slice(2);
const wants = (name: string): boolean => args.includes(name) || !args.some((arg) => !arg.startsWith("--"));
const browser = await openBrowser();
const targets = [await openMozaiksTarget(browser), ...(args.includes("--alone") ? [] : await openOthers(browser))];
if (wants("history")) await history(targets);
if (wants("stream")) await stream(targets);
for (const target of targets) await target.close();
await browser.close();

async function openOthers(browser: Browser): Promise<readonly Target[]> {
  const opened: Target[] = [];
  for (const [name, packages] of Object.entries(others)) {
    if (args.includes(`--without=${name}`)) continue;
    try {
      opened.push(await openNpmTarget(browser, name, packages));
    } catch (error) {
      console.log(`SKIPPED ${name}: ${error instanceof Error ? error.message.split("\n", 1)[0] : String(error)}`);
    }
  }
  return opened;
}

async function history(measured: readonly Target[]): Promise<void> {
  const rows: Record<string, object> = {};
  for (const target of measured) {
    for (const messages of [1_000, 10_000]) {
      const thread = await target.open(messages, 1);
      rows[`${target.name}, ${messages.toLocaleString("en")}`] = {
        "receive ms": thread.receiveMs === undefined ? "" : Math.round(thread.receiveMs),
        "open ms": Math.round(thread.openMs),
        elements: await thread.elements(),
        "heap MiB": Math.round(await heapOf(thread.cdp)),
      };
      await thread.close();
    }
  }
  console.log(
    "Open a conversation: from having its messages until they are drawn; then everything on the page, and its heap.",
  );
  console.table(rows);
}

async function stream(measured: readonly Target[]): Promise<void> {
  const rows: Record<string, object> = {};
  for (const target of measured) {
    for (const [perSecond, messages, slowdown] of streams()) {
      const thread = await target.open(messages, slowdown);
      await watchKeys(thread.page);
      const { busy, cpu } = await measureLoad(thread.cdp, () => writeAtPace(thread, perSecond));
      const delays = await keyDelays(thread.page);
      rows[`${target.name}, ${perSecond}/s, ${messages} before, ${slowdown}×`] = {
        "busy %": Math.round(busy),
        "CPU %": Math.round(cpu),
        "key p50 ms": Math.round(percentile(delays, 0.5)),
        "key p95 ms": Math.round(percentile(delays, 0.95)),
      };
      await thread.close();
    }
  }
  console.log(
    `An answer in chunks of ${chunkLength} characters for ${streamMs / 1_000} s, while somebody types: share of the time that the main ` +
      "thread is in tasks, and time from a key press until the frame that shows it.",
  );
  console.table(rows);
}

function streams(): readonly (readonly [perSecond: number, messages: number, slowdown: number])[] {
  return [1, 4].flatMap((slowdown) =>
    [0, 1_000].flatMap((messages) => [50, 200, 1_000].map((perSecond) => [perSecond, messages, slowdown] as const)),
  );
}

/** Chunks that are due are written together every 5 ms; meanwhile a key is pressed every 100 ms. */
async function writeAtPace(thread: Thread, perSecond: number): Promise<void> {
  const text = sampleAnswer((perSecond * chunkLength * streamMs) / 1_000);
  const start = performance.now();
  let written = 0;
  const typing = typeUntil(thread, start + streamMs);
  while (performance.now() - start < streamMs) {
    const due = Math.floor(((performance.now() - start) / 1_000) * perSecond);
    const pieces: Promise<void>[] = [];
    for (; written < due; written += 1) {
      pieces.push(thread.write(text.slice(written * chunkLength, (written + 1) * chunkLength)));
    }
    await Promise.all(pieces);
    await pause(5);
  }
  await typing;
  await pause(settleMs);
}

async function typeUntil(thread: Thread, end: number): Promise<void> {
  await thread.box.focus();
  while (performance.now() < end) {
    await thread.page.keyboard.press("a");
    await pause(100);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
