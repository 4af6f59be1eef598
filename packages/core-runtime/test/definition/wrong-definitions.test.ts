import {
  and,
  auth,
  defineApp,
  defineCollection,
  member,
  not,
  owner,
  reference,
  via,
  where,
} from "@mozaiks/core-runtime";
import { describe, expect, it } from "vitest";
import { z } from "zod";

type Options = Record<string, unknown>;

/** An app with one collection that is right but for what is given. */
const appWith = (collection: Options, app: Options = {}) =>
  defineApp({
    name: "shop",
    collections: [
      defineCollection("projects", {
        schema: z.object({ name: z.string(), done: z.boolean().default(false) }),
        rules: {},
      }),
      collectionWith(collection),
    ],
    ...app,
  });

const collectionWith = ({ name = "tasks", ...options }: Options) =>
  defineCollection(name as string, {
    schema: z.object({
      title: z.string(),
      count: z.int().optional(),
      tags: z.array(z.string()).optional(),
      project: reference("projects").optional(),
    }),
    rules: { read: owner() },
    ...options,
  });

const schema = (shape: z.ZodRawShape) => ({ schema: z.object(shape) });
const read = (rule: unknown) => ({ rules: { read: rule } });
const routes = (given: Options) => () => appWith({}, { routes: given });

const wrong: readonly (readonly [string, () => unknown, string, string])[] = [
  ["an app's name", () => defineApp({ name: "My App" }), "name:", "lower-case letters"],
  ["an unknown key of the app", () => appWith({}, { colections: [] }), "app:", 'did you mean "collections"?'],
  ["no role", () => appWith({}, { roles: [] }), "roles:", "at least one role"],
  ["a role twice", () => appWith({}, { roles: ["owner", "owner"] }), "roles:", "twice"],
  ["a role that is no name", () => appWith({}, { roles: ["Big Boss"] }), "roles:", "lower-case letters"],
  ["what is no collection", () => appWith({}, { collections: [{}] }), "collections[0]:", "defineCollection()"],
  ["a collection twice", () => appWith({ name: "projects" }), "projects:", "defined twice"],
  ["a collection but for capitals", () => appWith({ name: "proJects" }), "proJects:", "defined twice"],
  ["a collection of SQLite's", () => appWith({ name: "sqlite_x" }), "sqlite_x:", "a name SQLite uses"],
  [
    "a field but for capitals",
    () => appWith(schema({ dueAt: z.string(), dueat: z.string() })),
    "tasks.schema.dueat:",
    "differs from dueAt by capitals alone",
  ],
  ["a reserved collection", () => appWith({ name: "users" }), "users:", "a name the kernel uses"],
  ["a collection's name", () => appWith({ name: "Tasks" }), 'collection "Tasks":', "starts with a lower-case letter"],
  ["a schema that is no object", () => appWith({ schema: z.string() }), "tasks.schema:", "z.object("],
  ["a reserved field", () => appWith(schema({ owner: z.string() })), "tasks.schema.owner:", "a name the kernel uses"],
  [
    "a field called like a word of filters",
    () => appWith(schema({ or: z.string() })),
    "tasks.schema.or:",
    "take another",
  ],
  [
    "a field's name",
    () => appWith(schema({ "due-date": z.string() })),
    "tasks.schema.due-date:",
    "letters, digits and _",
  ],
  [
    "a field that is no schema",
    () => appWith({ schema: z.object({ a: "text" as never }) }),
    "tasks.schema.a:",
    "no zod schema",
  ],
  ["a Date", () => appWith(schema({ due: z.date() })), "tasks.schema.due:", "use datetime() or date()"],
  ["a bigint", () => appWith(schema({ size: z.bigint() })), "tasks.schema.size:", "use z.int() or decimal()"],
  ["a Set", () => appWith(schema({ tags: z.set(z.string()) })), "tasks.schema.tags:", "use z.array()"],
  ["a Map", () => appWith(schema({ tags: z.map(z.string(), z.string()) })), "tasks.schema.tags:", "use z.record()"],
  ["a function", () => appWith(schema({ run: z.function() })), "tasks.schema.run:", "must be JSON"],
  [
    "a schema that waits",
    () =>
      appWith(
        schema({
          a: z
            .string()
            .optional()
            .refine(async () => true),
        }),
      ),
    "tasks.schema.a:",
    "synchronous",
  ],
  [
    "a default of another type",
    () => appWith(schema({ n: z.int().default("1" as never) })),
    "tasks.schema.n:",
    'default "1"',
  ],
  [
    "a default out of range",
    () => appWith(schema({ n: z.int().max(5).default(9).optional() })),
    "tasks.schema.n:",
    "default 9",
  ],
  [
    "an unknown reference",
    () => appWith(schema({ p: reference("project") })),
    "tasks.schema.p:",
    'did you mean "projects"?',
  ],
  [
    "set-null on a required field",
    () => appWith(schema({ p: reference("projects", { onDelete: "set-null" }) })),
    "tasks.schema.p:",
    "add .optional()",
  ],
  [
    "a list of references that cascades",
    () => appWith(schema({ p: z.array(reference("projects", { onDelete: "cascade" })) })),
    "tasks.schema.p:",
    "only single references",
  ],
  [
    "a cascade from users",
    () => appWith(schema({ p: reference("users", { onDelete: "cascade" }) })),
    "tasks.schema.p:",
    "leave onDelete out",
  ],
  [
    "a global record that refers to an organization's",
    () => appWith({ scope: "global" }),
    "tasks.schema.project:",
    "make both global",
  ],
  ["cascades in a circle", cascadeCircle, "a.schema.b:", "a → b → a"],
  ["an unknown scope", () => appWith({ ...schema({}), scope: "app" }), "tasks.scope:", '"tenant" or "global"'],
  ["an unknown key of a collection", () => appWith({ index: [] }), "tasks:", 'did you mean "indexes"?'],
  ["no rules", () => appWith({ rules: undefined }), "tasks.rules:", "is missing"],
  [
    "a rule for an unknown operation",
    () => appWith({ rules: { write: owner() } }),
    "tasks.rules:",
    "list, read, create, update, delete",
  ],
  ["what is no rule", () => appWith(read(() => true)), "tasks.rules.read:", "is no rule"],
  ["an unknown role", () => appWith(read(auth.role("admn"))), "tasks.rules.read:", 'did you mean "admin"?'],
  ["an unknown field in where()", () => appWith(read(where("record.titel == 'a'"))), "tasks.rules.read:", "titel"],
  ["another type in where()", () => appWith(read(where("record.count == 'a'"))), "tasks.rules.read:", "takes a number"],
  [
    "fields of two types in where()",
    () => appWith(read(where("record.count == record.title"))),
    "tasks.rules.read:",
    "of different kinds",
  ],
  ["an order of what has none", () => appWith(read(where("record.tags > ['a']"))), "tasks.rules.read:", "record.tags"],
  ["an unknown variable in where()", () => appWith(read(where("user.name == 'a'"))), "tasks.rules.read:", "user.email"],
  [
    "a where() that cannot be read",
    () => appWith(read(where("record.title =="))),
    "tasks.rules.read:",
    "cannot be read",
  ],
  ["a where() of a number", () => appWith(read(where(1 as never))), "tasks.rules.read:", "takes a text"],
  [
    "member() of what is no list",
    () => appWith(read(member("title"))),
    "tasks.rules.read:",
    "a list of references to users",
  ],
  ["member() of an unknown field", () => appWith(read(member("team"))), "tasks.rules.read:", "there is no field"],
  [
    "via() through what is no reference",
    () => appWith(read(via("title", owner()))),
    "tasks.rules.read:",
    "needs a reference field",
  ],
  ["via() over two hops", () => appWith(read(via("project", not(via("x", owner()))))), "tasks.rules.read:", "one hop"],
  [
    "an unknown field behind via()",
    () => appWith(read(and(via("project", where("record.title == 'a'"))))),
    "tasks.rules.read:",
    "title",
  ],
  [
    "via() in a rule of a field",
    () => appWith({ fields: { title: { read: via("project", owner()) } } }),
    "tasks.fields.title.read:",
    "cannot hold via()",
  ],
  ["via() from a tenant into the whole app", viaGlobal, "a.rules.read:", "of another scope"],
  ["a rule for an unknown field", () => appWith({ fields: { titel: {} } }), "tasks.fields:", 'did you mean "title"?'],
  [
    "an unknown rule of a field",
    () => appWith({ fields: { title: { update: owner() } } }),
    "tasks.fields.title:",
    "read, write",
  ],
  ["an index on an unknown field", () => appWith({ indexes: [["titel"]] }), "tasks.indexes:", 'did you mean "title"?'],
  ["an index on a list", () => appWith({ indexes: [["tags"]] }), "tasks.indexes:", "is a list"],
  ["an index that is no list", () => appWith({ indexes: ["title"] }), "tasks.indexes:", "lists of fields"],
  ["an index twice", () => appWith({ indexes: [["title"], ["title"]] }), "tasks.indexes:", "twice"],
  ["a field twice in an index", () => appWith({ indexes: [["title", "title"]] }), "tasks.indexes:", "twice"],
  ["an unknown unique field", () => appWith({ unique: ["titel"] }), "tasks.unique:", 'did you mean "title"?'],
  ["an unknown key of limits", () => appWith({ limits: { update: "tasks.max" } }), "tasks.limits:", "create"],
  ["a limit that is no name", () => appWith({ limits: { create: 5 } }), "tasks.limits.create:", "name of a limit"],
  ["an unknown hook", () => appWith({ hooks: { afterWrite() {} } }), "tasks.hooks:", "beforeWrite, afterCommit"],
  [
    "a rename of an unknown field",
    () => appWith({ renamedFrom: { titel: "name" } }),
    "tasks.renamedFrom.titel:",
    'did you mean "title"?',
  ],
  [
    "a rename from a field that is there",
    () => appWith({ renamedFrom: { title: "count" } }),
    "tasks.renamedFrom.title:",
    "still there",
  ],
  ["a route without a method", routes({ "/api/x": () => 1 }), 'routes["/api/x"]:', "POST /api/quick-add"],
  ["a route without a function", routes({ "GET /api/x": "x" }), 'routes["GET /api/x"]:', "needs a function"],
  ["a path that is none", routes({ "GET /api/*": () => 1 }), 'routes["GET /api/*"]:', "a name or a parameter"],
  ["a parameter twice", routes({ "GET /a/{id}/{id}": () => 1 }), 'routes["GET /a/{id}/{id}"]:', "twice"],
  [
    "two routes for the same",
    routes({ "GET /a/:id": () => 1, "GET /a/{key}": () => 1 }),
    'routes["GET /a/{key}"]:',
    "the same requests",
  ],
];

describe("a mistake in a definition is named with its place and remedy", () => {
  it.each(wrong)("%s", (_what, define, place, says) => {
    expect(define).toThrow(expect.objectContaining({ code: "app.invalid" }));
    expect(define).toThrow(place);
    expect(define).toThrow(says);
  });
});

it("takes trees that delete their branches, and everything else that is right", () => {
  const app = appWith({
    ...schema({ parent: reference("tasks", { onDelete: "cascade" }).optional(), name: z.string() }),
    limits: { create: "tasks.max" },
    indexes: [["owner", "name"]],
  });
  expect(app.compiled.collections.get("tasks")?.referrers).toMatchObject([{ collection: "tasks", field: "parent" }]);
});

function cascadeCircle() {
  const to = (name: string) => reference(name, { onDelete: "cascade" }).optional();
  return defineApp({
    name: "shop",
    collections: [
      defineCollection("a", { schema: z.object({ b: to("b") }), rules: {} }),
      defineCollection("b", { schema: z.object({ a: to("a") }), rules: {} }),
    ],
  });
}

function viaGlobal() {
  return defineApp({
    name: "shop",
    collections: [
      defineCollection("a", { schema: z.object({ b: reference("b") }), rules: { read: via("b", owner()) } }),
      defineCollection("b", { scope: "global", schema: z.object({}), rules: {} }),
    ],
  });
}
