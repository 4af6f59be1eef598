import { describe, expect, it } from "vitest";
import { z } from "zod";
import { compileApp } from "../definition/compile-app.ts";
import { type CollectionOptions, defineCollection } from "../definition/collection.ts";
import { decimal, reference } from "../definition/fields.ts";
import { applySteps } from "./apply-step.ts";
import { emptyShape, hashOfShape, toDataShape } from "./data-shape.ts";
import { describeStep } from "./migration-step.ts";
import { toMigrationTarget } from "./migration-target.ts";
import { planMigration } from "./plan-migration.ts";

type Options = Partial<CollectionOptions<z.ZodRawShape>>;

const app = (collections: Record<string, Options>, renamedFrom: Record<string, string> = {}) =>
  compileApp({
    name: "test",
    renamedFrom,
    collections: Object.entries(collections).map(([name, options]) =>
      defineCollection(name, { schema: z.object({}), rules: {}, ...options }),
    ),
  });

const tasks = (fields: z.ZodRawShape, options: Options = {}) => ({ tasks: { schema: z.object(fields), ...options } });
const title = z.string();

/** What leads from one app to another, in words. */
function plan(from: ReturnType<typeof app>, to: ReturnType<typeof app>) {
  const planned = planMigration(toDataShape(from), toMigrationTarget(to));
  return { ...planned, words: planned.steps.map(describeStep) };
}

describe("planMigration", () => {
  it.each([
    ["nothing", tasks({ title }), tasks({ title }), []],
    [
      "rules, limits of values and the order of fields",
      tasks({ title, done: z.boolean().default(true) }),
      tasks({ done: z.boolean().default(false), title: z.string().max(5) }, { rules: { list: { rule: "signed-in" } } }),
      [],
    ],
    ["a new collection", {}, tasks({ title }), ["add tasks"]],
    ["a new optional field", tasks({}), tasks({ note: z.string().optional() }), ["add tasks.note (text, optional)"]],
    [
      "a new field with a default",
      tasks({}),
      tasks({ done: z.boolean().default(false) }),
      ["add tasks.done (boolean, existing records get false)"],
    ],
    ["a new index", tasks({ title }), tasks({ title }, { indexes: [["title"]] }), ["add index (title) to tasks"]],
    [
      "an index that becomes unique",
      tasks({ title }, { indexes: [["title"]] }),
      tasks({ title }, { unique: ["title"] }),
      ["drop index (title) of tasks", "add unique index (title) to tasks"],
    ],
    [
      "a wider type, whose index is made anew",
      tasks({ price: decimal({ precision: 6, scale: 1 }) }, { indexes: [["price"]] }),
      tasks({ price: decimal({ precision: 9, scale: 2 }) }, { indexes: [["price"]] }),
      [
        "drop index (price) of tasks",
        "change tasks.price from decimal(6, 1) to decimal(9, 2)",
        "add index (price) to tasks",
      ],
    ],
    [
      "one more value of an enum, whose index stays",
      tasks({ state: z.enum(["open"]) }, { indexes: [["state"]] }),
      tasks({ state: z.enum(["open", "done"]) }, { indexes: [["state"]] }),
      ["change tasks.state from text to text"],
    ],
    [
      "a field that is required now",
      tasks({ note: z.string().optional() }),
      tasks({ note: z.string() }),
      ["change tasks.note from text, optional to text"],
    ],
  ] as const)("plans %s without asking for consent", (_what, from, to, words) => {
    expect(plan(app(from), app(to))).toMatchObject({ words, destroys: [], refusals: [] });
  });

  it.each([
    ["a collection", tasks({}), {}, "tasks"],
    ["a field", tasks({ title }), tasks({}), "tasks.title"],
    ["a narrower enum", tasks({ state: z.enum(["a", "b"]) }), tasks({ state: z.enum(["a"]) }), "tasks.state"],
    ["a type that not every value fits", tasks({ count: z.string() }), tasks({ count: z.int() }), "tasks.count"],
  ] as const)("names %s that needs consent", (_what, from, to, place) => {
    const { destroys, steps } = plan(app(from), app(to));
    expect(destroys.map((one) => one.place)).toEqual([place]);
    expect(steps).toHaveLength(1);
  });

  it.each([
    ["a new required field", tasks({}), tasks({ title }), "tasks.title", "give the field a default"],
    [
      "a type without a way",
      tasks({ a: z.string() }),
      tasks({ a: reference("users") }),
      "tasks.a",
      "from text to reference",
    ],
    ["another scope", tasks({}), tasks({}, { scope: "global" }), "tasks", "define another collection"],
  ] as const)("refuses %s and says what to do instead", (_what, from, to, place, advice) => {
    const { refusals, steps } = plan(app(from), app(to));
    expect(refusals).toEqual([{ place, message: expect.stringContaining(advice) }]);
    expect(steps).toEqual([]);
  });

  it("renames what says so, and drops and adds what does not", () => {
    const from = app({
      todos: { schema: z.object({ name: title, project: reference("projects").optional() }) },
      projects: {},
    });
    const fields = { schema: z.object({ title, project: reference("works").optional() }) };
    const said = plan(
      from,
      app({ tasks: { ...fields, renamedFrom: { title: "name" } }, works: {} }, { tasks: "todos", works: "projects" }),
    );
    expect(said.words).toEqual(["rename todos to tasks", "rename projects to works", "rename tasks.name to title"]);
    expect(said.destroys).toEqual([]);
    const silent = plan(from, app({ tasks: fields, works: {} }));
    expect(silent.words).toEqual([
      "drop projects (put aside until it is purged)",
      "drop todos (put aside until it is purged)",
      "add tasks",
      "add works",
    ]);
  });

  it("takes a rename that has happened for what it is", () => {
    const to = app(tasks({ title }, { renamedFrom: { title: "name" } }), { tasks: "todos" });
    expect(plan(to, to).steps).toEqual([]);
  });

  it("leads back by its down steps", () => {
    const from = app({ ...tasks({ title, count: title }, { unique: ["title"] }), old: {} });
    const to = app({ ...tasks({ count: z.int(), name: title }, { renamedFrom: { name: "title" } }), new: {} });
    const { steps, down } = plan(from, to);
    const shape = toDataShape(from);
    expect(hashOfShape(applySteps(applySteps(shape, steps), down))).toBe(hashOfShape(shape));
    expect(applySteps(emptyShape, planMigration(emptyShape, toMigrationTarget(to)).steps)).toEqual(toDataShape(to));
  });
});

describe("an app's former names", () => {
  it.each([
    [() => app(tasks({ a: title, b: title }, { renamedFrom: { b: "a" } })), "tasks.renamedFrom.b: a is still there"],
    [() => app(tasks({ a: title }, { renamedFrom: { b: "c" } })), "tasks.renamedFrom.b: there is nothing of that name"],
    [
      () => app(tasks({ a: title, b: title }, { renamedFrom: { a: "c", b: "c" } })),
      "tasks.renamedFrom.b: c became something else",
    ],
    [() => app({ tasks: {}, todos: {} }, { tasks: "todos" }), "renamedFrom.tasks: todos is still there"],
  ])("are refused where they say two things %#", (define, message) => {
    expect(define).toThrow(message);
  });
});
