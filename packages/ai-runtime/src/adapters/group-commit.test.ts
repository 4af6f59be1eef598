import { describe, expect, it } from "vitest";
import { createGroupCommit } from "./group-commit.ts";

/** A write that notes its groups and ends when told. */
function holdWrites() {
  const groups: (readonly string[])[] = [];
  const ends: PromiseWithResolvers<readonly string[]>[] = [];
  return {
    groups,
    ends,
    write: (items: readonly string[]) => {
      const end = Promise.withResolvers<readonly string[]>();
      groups.push(items);
      ends.push(end);
      return end.promise;
    },
    /** Answers the group in flight, and lets the next one start. */
    finish: async () => {
      ends.at(-1)?.resolve((groups.at(-1) ?? []).map((item) => item.toUpperCase()));
      await turn();
    },
  };
}

const turn = async () => {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
};

describe("a group commit", () => {
  it("writes what is submitted in one turn as one group, and answers each item with its own outcome", async () => {
    const { write, groups, finish } = holdWrites();
    const commits = createGroupCommit(write);
    const answers = Promise.all(["a", "b", "c"].map((item) => commits.submit(item)));
    await turn();
    expect(groups).toEqual([["a", "b", "c"]]);
    await finish();
    expect(await answers).toEqual(["A", "B", "C"]);
  });

  it("keeps one group in flight; what comes meanwhile is the next", async () => {
    const { write, groups, finish } = holdWrites();
    const commits = createGroupCommit(write);
    const first = commits.submit("a");
    await turn();
    const others = [commits.submit("b"), commits.submit("c")];
    await turn();
    expect(groups).toEqual([["a"]]);
    await finish();
    expect(groups).toEqual([["a"], ["b", "c"]]);
    await finish();
    expect(await Promise.all([first, ...others])).toEqual(["A", "B", "C"]);
  });

  it("cuts groups by count and by bytes, in order, and lets a huge item go alone", async () => {
    const groups: (readonly string[])[] = [];
    const commits = createGroupCommit(
      async (items: readonly string[]) => {
        groups.push(items);
        return items;
      },
      { maxItems: 3, maxBytes: 10 },
    );
    const items = ["a", "b", "c", "d", "55555", "66666", "7", "huge"];
    const bytes = [1, 1, 1, 1, 5, 5, 1, 99];
    expect(await Promise.all(items.map((item, index) => commits.submit(item, bytes[index])))).toEqual(items);
    expect(groups).toEqual([["a", "b", "c"], ["d", "55555"], ["66666", "7"], ["huge"]]);
  });

  it("fails a group as a whole, and goes on with the next", async () => {
    const { write, ends, finish } = holdWrites();
    const commits = createGroupCommit(write);
    const lost = Promise.allSettled([commits.submit("a"), commits.submit("b")]);
    await turn();
    ends[0]?.reject(new Error("the disk is gone"));
    expect((await lost).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const next = commits.submit("c");
    await turn();
    await finish();
    expect(await next).toBe("C");
  });

  it("refuses more than may wait", async () => {
    const { write, finish } = holdWrites();
    const commits = createGroupCommit(write, { maxWaiting: 2 });
    const waiting = [commits.submit("a"), commits.submit("b")];
    await expect(commits.submit("c")).rejects.toMatchObject({ code: "store.unavailable" });
    await turn();
    await finish();
    expect(await Promise.all(waiting)).toEqual(["A", "B"]);
  });

  it("is drained when nothing waits and nothing is in flight", async () => {
    const { write, finish } = holdWrites();
    const commits = createGroupCommit(write);
    await commits.drained();
    const events: string[] = [];
    void commits.submit("a").then((answer) => events.push(answer));
    const drained = commits.drained().then(() => events.push("drained"));
    await turn();
    expect(events).toEqual([]);
    await finish();
    await drained;
    expect(events).toEqual(["A", "drained"]);
  });
});
