import { readFileSync } from "node:fs";
import { ClientMessage, type SessionEvent, StartupMode, ToolKind, WaitingFor } from "@mozaiks/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bursts, burstScript } from "./bursts.ts";
import { Chat, eventsOf } from "./chat.ts";
import { brokenChatLaws } from "./lawful.ts";
import { type Point, pointOf } from "./point.ts";
import { openStage, type Stage } from "./stage.ts";
import { rows } from "./table.ts";

const chats = new Map(rows.map((row) => [row, new Chat(row.name, row.workflow ?? "Bench", () => stage.url())]));
const before = new Map<string, readonly SessionEvent[]>();
let stage: Stage;

beforeAll(async () => {
  stage = await openStage((row) => rows.find(({ name }) => name === row)?.script ?? burstScript(row));
});

afterAll(() => stage[Symbol.asyncDispose]());

describe(`a server that is killed while each of ${rows.length} conversations is at a point of its own`, () => {
  beforeAll(async () => {
    await stage.start({ open: false });
    const arrive = async (isFleeting: boolean): Promise<void> => {
      const all = [...chats].filter(([row]) => (row.isFleeting ?? false) === isFleeting);
      await Promise.all(
        all.map(async ([row, chat]) => {
          if (!row.isAlone) await chat.join();
          await row.arrive({ stage, chat });
          before.set(row.name, await chat.log());
        }),
      );
    };
    await arrive(false);
    await arrive(true);
    await stage.kill().gone;
    await stage.start({ open: true });
  });

  it.each(rows)("$name", async (row) => {
    const chat = chats.get(row);
    if (!chat) throw new Error(`${row.name} has no chat`);
    await row.after({ stage, chat, before: before.get(row.name) ?? [] });
    expect(await brokenChatLaws(stage, chat)).toEqual([]);
    chat.leave();
  });

  describe("of which there is one for", () => {
    let points: readonly Point[];
    beforeAll(() => {
      points = rows.flatMap(({ name, workflow = "Bench" }) => {
        const loaded = stage.definitions.get(workflow);
        return loaded ? [pointOf(loaded, before.get(name) ?? [])] : [];
      });
    });
    const missing = (all: readonly string[], covered: readonly (string | undefined)[]): readonly string[] =>
      all.filter((kind) => !covered.includes(kind));

    it("every action of the engine", () => {
      const source = readFileSync("packages/ai-runtime/src/engine/core/action.ts", "utf8");
      const kinds = [...source.matchAll(/readonly kind: "(\w+)"/g)].map(([, kind = ""]) => kind);
      expect(kinds).toContain("model");
      expect(
        missing(
          kinds,
          [...points, ...bursts.flat()].map(({ action }) => action),
        ),
      ).toEqual([]);
    });

    it("everything that a session can wait for: no workflow has anything to wait for a timer with", () => {
      expect(
        missing(
          WaitingFor.options,
          points.map(({ waitingFor }) => waitingFor),
        ),
      ).toEqual(["timer"]);
    });

    it("every kind of call that stays open: a handoff has its result in the append of its call", () => {
      expect(
        missing(
          ToolKind.options,
          points.flatMap(({ open }) => open),
        ),
      ).toEqual(["handoff"]);
    });

    it("everything that a client says and that is recorded", () => {
      const said = ClientMessage.options.map(({ shape }) => shape.type.value);
      expect(
        missing(
          said,
          [...chats.values()].flatMap(({ sentTypes }) => sentTypes),
        ),
      ).toEqual(["authenticate", "ping"]);
    });

    it("every way in which sessions start", () => {
      const modes = [...before.values()].flatMap((log) => eventsOf(log, "session_created"));
      expect(
        missing(
          StartupMode.options,
          modes.map(({ startup_mode }) => startup_mode),
        ),
      ).toEqual([]);
    });
  });
});

describe.each(bursts.map((all) => [all.map(({ name }) => name).join(", "), all] as const))(
  "a server that is killed in the middle of %s",
  (_, all) => {
    beforeAll(async () => {
      const running = Promise.all(all.map((burst) => burst.run(stage)));
      await Promise.race([running, Promise.all(all.map((burst) => burst.isInFullSwing()))]);
      await Promise.all(all.flatMap((burst) => (burst.strike ? [burst.strike(stage)] : [])));
      await stage.kill().gone;
      await running;
      await stage.start({ open: true });
    });

    it.each(all)("does no harm to $name", async (burst) => {
      await expect(burst.after(stage)).resolves.toBeUndefined();
    });
  },
);
