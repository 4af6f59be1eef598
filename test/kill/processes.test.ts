import { describe, expect, it, vi } from "vitest";
import { oldNode } from "../../packages/cli/test/old-node.ts";
import { createAudit } from "./audit.ts";
import { Person, type Sight } from "./person.ts";
import type { Task } from "./task.ts";
import { openWorkshop } from "./workshop.ts";
import { WorkshopProcess } from "./workshop-process.ts";

const timeout = 60_000;
const nothing = { lost: [], lawless: [], misdone: [], stuck: [] };

const task: Task = {
  script: { Clerk: ["both", "transfer"], Builder: ["charge", "say"] },
  mood: "patient",
  patience: 0,
  dismisses: false,
  retries: false,
};

/** Somebody who gives one task after the other, and a promise of the first time they see each thing. */
function createPerson() {
  const seen = new Map<Sight, PromiseWithResolvers<void>>();
  const first = (sight: Sight): PromiseWithResolvers<void> => {
    const known = seen.get(sight) ?? Promise.withResolvers<void>();
    seen.set(sight, known);
    return known;
  };
  const person = new Person("chat", [task], (sight) => first(sight).resolve());
  return { person, sees: (sight: Sight) => first(sight).promise };
}

describe("a data folder", () => {
  it("is one process's: a second ends with store.in-use, and kill -9 frees it at once", { timeout }, async () => {
    await using workshop = await openWorkshop();
    const { person, sees } = createPerson();
    const audit = createAudit([person], workshop.folder);
    await using first = new WorkshopProcess(workshop);
    await person.connect(await first.listening);
    await sees("call");

    await using second = new WorkshopProcess(workshop);
    await expect(second.listening).rejects.toThrow(/store\.in-use/);
    expect(await second.exited).toBe(1);
    await sees("pause");

    first.kill();
    await first.exited;
    await using third = new WorkshopProcess(workshop);
    const url = await third.listening;
    await audit.settle(url);
    expect(audit.findings).toEqual(nothing);
  });
});

describe("SIGTERM", () => {
  it.each(["token", "call"] as const)(
    "at a %s closes sockets with 1001 and lets tools finish; the session goes on with the next server",
    { timeout },
    async (sight) => {
      await using workshop = await openWorkshop();
      const { person, sees } = createPerson();
      const audit = createAudit([person], workshop.folder);
      await using server = new WorkshopProcess(workshop);
      await person.connect(await server.listening);
      await sees(sight);
      server.kill("SIGTERM");
      expect(await person.closed).toMatchObject({ code: 1001 });
      expect(await server.exited).toBe(0);

      await using next = new WorkshopProcess(workshop);
      const url = await next.listening;
      await audit.settle(url);
      person.finish();
      await person.connect(url);
      const log = (await audit.settle(url, () => person.isDone)).get("chat") ?? [];
      const results = log.flatMap((event) => (event.type === "tool_result" ? [event.status] : []));
      expect(audit.findings).toEqual(nothing);
      expect(new Set(results)).toEqual(new Set(["ok"]));
      expect(log.filter(({ type }) => type === "run_recovery")).toHaveLength(1);
      expect(log.at(-1)).toMatchObject({ type: "run_paused", waiting_for: "user" });
    },
  );
});

describe.skipIf(oldNode === undefined)("a server that an older Node launched", () => {
  it("dies with its launcher: no orphan keeps the folder, and its sessions go on", { timeout }, async () => {
    await using workshop = await openWorkshop();
    const { person, sees } = createPerson();
    const audit = createAudit([person], workshop.folder);
    await using launcher = new WorkshopProcess({ ...workshop, node: oldNode ?? "" });
    const lost = await launcher.listening;
    await person.connect(lost);
    await sees("token");
    launcher.kill();
    await launcher.exited;
    expect(await person.closed).toMatchObject({ code: 1006 });
    await vi.waitFor(() => expect(fetch(`${lost}/health`)).rejects.toThrow("fetch failed"), { timeout: 5_000 });

    await using next = new WorkshopProcess(workshop);
    const url = await next.listening;
    await audit.settle(url);
    expect(audit.findings).toEqual(nothing);
  });
});
