import * as fc from "fast-check";
import { expect, it } from "vitest";
import { annotate, noAnnotations } from "../../src/core/annotations.ts";
import { toSoundFrame } from "../../src/core/frame-shape.ts";
import { createMemoryStorage } from "../../src/core.ts";
import {
  createFakeClock,
  createFixtureRuntime,
  loadGoldenStreams,
  type Fault,
  type FixtureChat,
  type GoldenStream,
} from "../../src/testing.ts";
import { doWhatIsAwaited } from "./person.ts";
import { Tab } from "./tab.ts";

const seed = Number(process.env["CUTS_SEED"] ?? 20261120);
const runs = Number(process.env["CUTS_RUNS"] ?? 340);
const streams = loadGoldenStreams();
const tickMs = 60;

const at = fc.nat({ max: 70 });
const fault: fc.Arbitrary<Fault> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ at, kind: fc.constant("cut" as const), code: fc.constantFrom(1006, 1001, 1013, 1000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ at, kind: fc.constantFrom("lose" as const, "repeat" as const, "swap" as const) }),
  },
  { weight: 1, arbitrary: fc.record({ at, kind: fc.constantFrom("expire" as const, "deafen" as const) }) },
  { weight: 2, arbitrary: fc.record({ at, kind: fc.constant("delay" as const), ms: fc.nat({ max: 3_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      at,
      kind: fc.constant("restart" as const),
      code: fc.constantFrom(1001 as const, 1006 as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      at,
      kind: fc.constant("refuse" as const),
      status: fc.constantFrom(401, 429, 503),
      times: fc.integer({ min: 1, max: 2 }),
    }),
  },
);
/** What happens at a tick, to the tab of that number. */
const mishap = fc.record({
  tick: fc.nat({ max: 90 }),
  tab: fc.nat({ max: 1 }),
  kind: fc.constantFrom("reload", "cut", "sleep", "away", "back", "expire", "restart", "say", "earlier", "leave"),
});
const plan = fc.record({
  stream: fc.nat({ max: streams.length - 1 }),
  faults: fc.array(fault, { minLength: 2, maxLength: 7 }),
  mishaps: fc.array(mishap, { maxLength: 5 }),
  tabs: fc.integer({ min: 1, max: 2 }),
  /** Both tabs answer what is asked. */
  isRace: fc.boolean(),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

interface Lived {
  readonly chat: FixtureChat;
  readonly tabs: readonly Tab[];
  readonly recorded: readonly string[];
  readonly connects: number;
}

async function live(
  stream: GoldenStream,
  { faults, mishaps, tabs: count, isRace }: Omit<Plan, "stream">,
): Promise<Lived> {
  const clock = createFakeClock();
  const runtime = createFixtureRuntime({ streams: [stream], clock, faults, tokenSeconds: 90 });
  const { chatId } = stream;
  const chat = runtime.chat(chatId);
  const storage = createMemoryStorage();
  let ids = 0;
  const newId = () => `client_${(ids += 1)}`;
  const tabs = Array.from({ length: count }, () => new Tab(runtime, { chatId, storage, newId }));
  const recorded: string[] = [];
  const done = new Set<unknown>();

  function post(tab: Tab, type: Parameters<typeof tab.posted.set>[1], what: () => boolean): boolean {
    const known = ids;
    if (!what()) return false;
    if (ids > known) {
      recorded.push(`client_${ids}`);
      tab.posted.set(`client_${ids}`, type);
    }
    return true;
  }

  function act(tick: number): void {
    const { awaits } = chat.player;
    const tab = tabs[tick % tabs.length];
    if (!awaits || !tab || done.has(awaits)) return;
    if (!post(tab, awaits.type, () => doWhatIsAwaited(chat, tab.session))) return;
    if (!["cancel_requested", "run_started"].includes(awaits.type)) done.add(awaits);
    const rival = tabs[(tick + 1) % tabs.length];
    if (!isRace || !rival || rival === tab || awaits.type === "user_message") return;
    if (doWhatIsAwaited(chat, rival.session)) recorded.pop();
  }

  /** A tab is closed for good; what it still had to send is for the others. */
  function leave(index: number): void {
    const [left] = tabs.splice(index % tabs.length, 1);
    left?.close();
  }

  function happen({ kind, tab }: Plan["mishaps"][number]): void {
    const hit = tabs[tab % tabs.length];
    if (kind === "reload") hit?.reload();
    else if (kind === "cut") runtime.cut();
    else if (kind === "restart") runtime.restart();
    else if (kind === "expire") runtime.expireTokens();
    else if (kind === "earlier") hit?.session.loadEarlier();
    else if (kind === "leave" && tabs.length > 1) leave(tab);
    else if (kind === "back") runtime.isAway = false;
    else if (kind === "away") {
      runtime.isAway = true;
      runtime.cut();
    } else if (kind === "sleep") {
      runtime.deafen();
      clock.sleep(50_000);
      for (const each of tabs) each.session.wake();
    } else if (kind === "say" && hit && !chat.player.awaits) {
      post(hit, "user_message", () => (hit.session.send(`said ${ids}`), true));
    }
  }

  const isSettled = () =>
    chat.player.isDone &&
    tabs.every(
      ({ state }) => state.view?.head_seq === chat.log.length && state.outbox.every(({ state }) => state === "failed"),
    );
  for (let tick = 0; tick < 4_000; tick += 1) {
    await clock.advance(tickMs);
    for (const each of mishaps) if (each.tick === tick) happen(each);
    act(tick);
    if (tick < 91) continue;
    runtime.isAway = false;
    for (const { state, session } of tabs) if (state.connection.phase === "stopped") session.wake();
    if (isSettled()) break;
  }
  await clock.advance(1_000);
  for (const tab of tabs) tab.close();
  return { chat, tabs, recorded, connects: runtime.connects.length };
}

/** What a reader of the transcript reads. */
function toTranscript({ state }: Tab): unknown {
  return state.view?.rows.map((row) => ({
    ...row,
    seq: 0,
    timestamp: "",
    key: row.key.replace(/^seq:.*/, ""),
    ...("request" in row && { request: row.request.call_id }),
    client_id: undefined,
    progress: undefined,
  }));
}

function expectWhole({ chat, tabs, recorded }: Lived): void {
  expect({ isDone: chat.player.isDone, awaits: chat.player.awaits }, "the session does not go on").toEqual({
    isDone: true,
  });
  const annotations = chat.log.reduce((folded, event) => annotate(folded, toSoundFrame(event) ?? event), noAnnotations);
  for (const { state, violations } of tabs) {
    expect(violations).toEqual([]);
    // What streams right now and was sent before the last cut is not sent again; the card is not in the log.
    const { workflow, partial_calls } = chat.view;
    const isUnfinished = chat.view.rows.some((row) => row.kind === "tool" && row.progress);
    if (!isUnfinished) expect({ ...state.view, workflow, partial_calls }).toEqual(chat.view);
    expect(state.annotations).toEqual(annotations);
    expect(state.outbox).toEqual([]);
  }
  const written = chat.log.flatMap(({ client_id }) => (client_id === undefined ? [] : [client_id]));
  expect(written.length, "something is recorded twice").toBe(new Set(written).size);
  expect(
    recorded.filter((id) => !written.includes(id)),
    "something is lost",
  ).toEqual([]);
  const answered = chat.log.flatMap((event) =>
    event.type === "ui_tool_response" || event.type === "approval_response" ? [event.call_id] : [],
  );
  expect(answered.length, "a request is answered twice").toBe(new Set(answered).size);
}

it(`any cut of any session ends in the uncut one, with everything recorded once (seed ${seed})`, async () => {
  const uncut = await Promise.all(
    streams.map(async (stream) => {
      const lived = await live(stream, { faults: [], mishaps: [], tabs: 1, isRace: false });
      expectWhole(lived);
      return lived.tabs.map(toTranscript)[0];
    }),
  );
  let cuts = 0;
  await fc.assert(
    fc.asyncProperty(plan, async ({ stream: index, ...mischief }) => {
      const stream = streams[index];
      if (!stream) return;
      const lived = await live(stream, mischief);
      cuts += lived.connects - mischief.tabs;
      expectWhole(lived);
      const hasExtra = mischief.mishaps.some(({ kind }) => kind === "say");
      const races = mischief.isRace && mischief.tabs > 1;
      if (!hasExtra && !races) for (const tab of lived.tabs) expect(toTranscript(tab)).toEqual(uncut[index]);
    }),
    { numRuns: runs, seed },
  );
  expect(cuts).toBeGreaterThan(1_000);
});
