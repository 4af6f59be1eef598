import { setTimeout as delay } from "node:timers/promises";
import type { SessionEvent } from "@mozaiks/contracts";
import type { SessionView } from "@mozaiks/contracts/fold";
import { createAudit, type Findings } from "./audit.ts";
import { readEffects, type Effect } from "./effects.ts";
import type { KillPlan } from "./kill-plan.ts";
import { hitOf, type Death, type Hit } from "./hits.ts";
import { Person } from "./person.ts";
import { readLog } from "./read-log.ts";
import { createStriker } from "./strike.ts";
import { launchToken, WorkshopProcess, type WorkshopOptions } from "./workshop-process.ts";

/** What became of conversations whose server was killed over and over. */
export interface Outcome {
  readonly findings: Findings;
  readonly people: readonly PersonOutcome[];
  /** What the tools of all sessions wrote. */
  readonly effects: readonly Effect[];
  readonly hits: readonly Hit[];
  /** From each spawn to listening. */
  readonly startsMs: readonly number[];
}

export interface PersonOutcome {
  readonly chatId: string;
  /** What the client folded over all its connections. */
  readonly view: SessionView;
  /** What a client folds that joins at the end. */
  readonly fresh: SessionView;
  /** The log as a service token reads it. */
  readonly whole: readonly SessionEvent[];
  /** The log as the client's token reads it. */
  readonly shown: readonly SessionEvent[];
  readonly counts: Person["witness"]["counts"];
}

/** Lets people talk to a server that is killed as planned and started again on the same data each time. */
export async function runCampaign(plan: KillPlan, options: WorkshopOptions): Promise<Outcome> {
  const striker = createStriker();
  const people = plan.tasks.map((tasks, index) => new Person(`chat-${index + 1}`, tasks, striker.sight));
  const audit = createAudit(people, options.folder);
  const deaths: Death[] = [];
  const startsMs: number[] = [];

  function spawn(): WorkshopProcess {
    const server = new WorkshopProcess(options);
    const last = deaths.at(-1);
    if (last) last.next = server;
    return server;
  }

  /** Kills at once, and notes who was being told something. */
  function kill(server: WorkshopProcess, moment: Death["moment"], isCut: boolean): void {
    server.kill();
    const streaming = people.filter(({ view }) => view.partial).map(({ chatId }) => chatId);
    deaths.push({ moment, killedMs: Date.now(), streaming: new Set(streaming) });
    if (isCut) for (const person of people) person.cut();
  }

  for (const { moment, isUnattended, isCut } of plan.kills) {
    await using server = spawn();
    if (moment.at === "start") {
      await delay(moment.share * (startsMs.at(-1) ?? 500));
      kill(server, moment.at, isCut);
    } else {
      const url = await server.listening;
      startsMs.push(server.startMs);
      if (isUnattended) await audit.settle(url);
      else await audit.check(url);
      await Promise.all(people.map((person) => person.connect(url)));
      await striker.strike(moment, () => kill(server, moment.at, isCut));
    }
  }

  await using server = spawn();
  const url = await server.listening;
  startsMs.push(server.startMs);
  await audit.settle(url);
  for (const person of people) person.finish();
  await Promise.all(people.map((person) => person.connect(url)));
  const logs = await audit.settle(url, () => people.every(({ isDone }) => isDone));
  const outcomes = await Promise.all(
    people.map(async ({ chatId, view, witness: { counts } }): Promise<PersonOutcome> => {
      const fresh = await viewOfVisitor(url, chatId);
      const shown = await readLog(url, launchToken(chatId), chatId);
      return { chatId, view, fresh, whole: logs.get(chatId) ?? [], shown, counts };
    }),
  );
  for (const person of people) person.cut();
  const hits = deaths.map((death, index) => hitOf(death, deaths[index + 1], logs));
  return { findings: audit.findings, people: outcomes, effects: readEffects(options.folder), hits, startsMs };
}

/** What somebody sees who has the chat's token and was never there. */
async function viewOfVisitor(url: string, chatId: string): Promise<SessionView> {
  const visitor = new Person(chatId, [], () => undefined);
  visitor.finish();
  await visitor.connect(url);
  const deadline = performance.now() + 5_000;
  while (!visitor.isDone && performance.now() < deadline) await delay(10);
  visitor.cut();
  return visitor.view;
}
