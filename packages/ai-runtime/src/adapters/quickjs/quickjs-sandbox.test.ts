import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox, SandboxedResult } from "../../ports/sandbox.ts";
import { openQuickjsSandbox } from "./quickjs-sandbox.ts";

let sandbox: Sandbox;
const lines: unknown[] = [];
beforeAll(() => {
  sandbox = openQuickjsSandbox();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

/** Calls a function given as text. */
function run(source: string, signal = new AbortController().signal): Promise<SandboxedResult> {
  const call = {
    code: `var workflow = { f: ${source} };`,
    name: "f",
    args: { city: "Oslo" },
    context: { stage: "new", list: [1] },
    session: { user_id: "ann" },
  };
  return sandbox.call(call, { signal, onLog: (...line) => void lines.push(line) });
}

describe("code that behaves", () => {
  it.each([
    ["(args) => `in ${args.city}`", "in Oslo"],
    ["async ({ city }) => { await null; return { city }; }", { city: "Oslo" }],
    ["async () => (await Promise.all([1, Promise.resolve(2)])).length", 2],
    ["() => undefined", null],
    ["(_, { context }) => context.get('list')", [1]],
    ["(_, { context }) => context.get('constructor') ?? 'unset'", "unset"],
    ["(_, { context }) => { context.set('stage', 'old'); return context.all(); }", { stage: "old", list: [1] }],
    ["(_, { session }) => session", { user_id: "ann" }],
  ])("%s gives %j", async (source, result) => {
    expect((await run(source)).result).toEqual(result);
  });

  it("sets variables in order, and logs", async () => {
    const { changes } = await run(
      "(_, { context, log }) => { context.set('a', 1); context.set('a', { b: 2 }); log.info({ n: 1 }, 'hi'); log.warn('oh', { n: 2 }); }",
    );
    expect(changes).toEqual([
      ["a", 1],
      ["a", { b: 2 }],
    ]);
    expect(lines).toEqual([
      ["info", { n: 1 }, "hi"],
      ["warn", { n: 2 }, "oh"],
    ]);
  });
});

describe("code that fails", () => {
  it.each([
    ["() => { throw new Error('disk full'); }", "disk full"],
    ["async () => { throw new TypeError('no'); }", "no"],
    ["() => { throw 'text'; }", "text"],
    ["() => { throw { message: { toString() { return 'x'; } } }; }", "it threw something that is no error"],
    ["() => null.x", "cannot read property 'x' of null"],
    ["() => 1n", "BigInt"],
    ["() => { const a = {}; a.a = a; return a; }", "circular"],
    ["1", "the code does not export it"],
  ])("%s is an error: %s", async (source, message) => {
    await expect(run(source)).rejects.toThrow(message);
  });
});

describe("hostile code", () => {
  it.each([
    ["an endless loop", "() => { for (;;); }", "2 s of computing time"],
    ["an endless loop of promises", "async () => { for (;;) await null; }", "2 s of computing time"],
    ["an endless loop that catches", "() => { for (;;) try { for (;;); } catch {} }", "2 s of computing time"],
    ["an endless toString", "() => { throw { get message() { for (;;); } }; }", "2 s of computing time"],
    ["an endless toJSON", "() => ({ toJSON() { for (;;); } })", "2 s of computing time"],
    ["a slow regular expression", "() => /^(a+)+$/.test('a'.repeat(60) + 'b')", "2 s of computing time"],
    ["a promise that never settles", "() => new Promise(() => {})", "never comes"],
    [
      "a memory bomb of lists",
      "() => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)); }",
      /memory|2 s/,
    ],
    [
      "a memory bomb of texts",
      "() => { let s = 'x'; const all = []; for (;;) { s += s; all.push(s); } }",
      /memory|too long/,
    ],
    ["a big buffer", "() => new Uint8Array(1e9).length", /memory|length/],
    ["endless recursion", "() => { const f = () => f() + 1; return f(); }", "stack overflow"],
    [
      "deep JSON",
      "() => { let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a; }",
      /stack overflow|computing time/,
    ],
    ["huge output", "() => 'x'.repeat(2_000_000)", "larger than 1 MiB"],
    ["a huge message", "() => { throw new Error('y'.repeat(5_000_000)); }", /^y{1000}$/],
  ])("%s ends as an error", async (_what, source, message) => {
    await expect(run(source)).rejects.toThrow(message);
  });

  it.each([
    ["the global object", "() => Object.keys(globalThis)", ["workflow"]],
    [
      "anything of the outside",
      "() => ['process', 'require', 'module', 'fetch', 'setTimeout', 'WebAssembly', 'XMLHttpRequest', 'Deno', 'Bun', 'std', 'os', 'console', 'navigator', 'importScripts', 'postMessage'].filter((name) => name in globalThis)",
      [],
    ],
    ["a process by a constructor", "() => (() => {}).constructor('return typeof process')()", "undefined"],
    [
      "a process by the constructors of what it was given",
      "(args, tool) => [args, tool, tool.log.info, tool.context.get, tool.session].map((it) => it.constructor.constructor('return typeof process + typeof require')())",
      Array.from({ length: 5 }, () => "undefinedundefined"),
    ],
    [
      "a process by an async constructor",
      "async () => (async () => {}).constructor('return typeof process')()",
      "undefined",
    ],
    ["a process by eval", "() => (0, eval)('typeof process')", "undefined"],
    ["a module", "() => import('node:fs').then(() => 'open', () => 'closed')", "closed"],
    [
      "the stack of the host",
      "() => { try { null.x; } catch (e) { return /node:|file:|\\/work|worker/.test(e.stack); } }",
      false,
    ],
    [
      "the host by Error.prepareStackTrace",
      "() => { Error.prepareStackTrace = (_, frames) => frames.map((frame) => String(frame.getThis?.())); return /process/.test(String(new Error().stack)); }",
      false,
    ],
    [
      "a lock that never opens",
      "() => { try { return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1e9); } catch { return 'refused'; } }",
      "refused",
    ],
  ])("reaches no %s", async (_what, source, result) => {
    expect((await run(source)).result).toEqual(result);
  });

  it.each([
    ["Object.prototype", "() => { Object.prototype.polluted = 1; Object.prototype.toJSON = () => 'lie'; return {}; }"],
    ["JSON", "() => { JSON.stringify = () => '{'; JSON.parse = () => 7; return 1; }"],
    [
      "Array.prototype",
      "(_, { context }) => { Array.prototype.push = () => { throw 1; }; context.set('a', 1); return 1; }",
    ],
    ["Promise.prototype", "() => { Promise.prototype.then = function () { return this; }; return 1; }"],
    ["a name that is no name", '() => JSON.parse(\'{"__proto__": {"polluted": 1}}\')'],
  ])("changes nothing outside by changing %s", async (_what, source) => {
    await run(source).catch(() => undefined);
    expect({}).not.toHaveProperty("polluted");
    expect((await run("() => [typeof {}.polluted, JSON.stringify({ a: 1 })]")).result).toEqual([
      "undefined",
      '{"a":1}',
    ]);
  });

  it("leaves nothing for the next call", async () => {
    await run("() => { globalThis.left = 'here'; return 1; }");
    expect((await run("() => typeof globalThis.left")).result).toBe("undefined");
  });

  it("logs no more than 100 lines", async () => {
    lines.length = 0;
    await run("(_, { log }) => { for (let i = 0; i < 5_000; i++) log.info('x'); }");
    expect(lines).toHaveLength(100);
  });

  it("runs four at once; who comes later waits for a place, also after others gave up waiting", async () => {
    const [stop, impatient] = [new AbortController(), new AbortController()];
    const ended: string[] = [];
    const note = (what: string) => () => void ended.push(what);
    const endless = Array.from({ length: 4 }, () => run("() => { for (;;); }", stop.signal).catch(note("endless")));
    const givesUp = run("() => 1", impatient.signal).catch(note("gave up"));
    const later = run("() => 1").then(note("later"));
    impatient.abort(new Error("too long"));
    await givesUp;
    expect(ended).toEqual(["gave up"]);
    stop.abort(new Error("enough"));
    await Promise.all([...endless, later]);
    expect(ended.at(-1)).toBe("later");
  });

  it("does not hold up others, and ends when the signal aborts", async () => {
    const stop = new AbortController();
    const endless = Array.from({ length: 6 }, () => run("() => { for (;;); }", stop.signal));
    stop.abort(new Error("enough"));
    const ends = await Promise.allSettled(endless);
    expect(ends.map((end) => end.status === "rejected" && (end.reason as Error).message)).toEqual(
      Array.from({ length: 6 }, () => "enough"),
    );
    expect((await run("() => 1")).result).toBe(1);
  });
});
