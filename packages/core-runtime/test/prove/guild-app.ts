import {
  and,
  auth,
  date,
  datetime,
  db,
  decimal,
  defineApp,
  defineCollection,
  member,
  money,
  not,
  or,
  owner,
  reference,
  route,
  via,
  where,
} from "@mozaiks/core-runtime";
import { z } from "zod";

const insider = or(owner(), member("members"), auth.role("admin"));

/** An app with everything that rules, fields and references can be, so that nothing of it stays unproved. */
export const guildApp = defineApp({
  name: "guild",
  collections: [
    defineCollection("rooms", {
      schema: z.object({
        name: z.string().min(2).max(40),
        members: z.array(reference("users")).default([]),
        kind: z.enum(["open", "closed", "secret"]).default("open"),
        budget: decimal({ precision: 9, scale: 2 }).optional(),
        fee: money().optional(),
        code: z
          .string()
          .regex(/^[A-Z]{3}-\d{2}$/)
          .meta({ examples: ["ABC-12", "XYZ-99"] })
          .optional(),
      }),
      softDelete: true,
      ownerAssignable: true,
      unique: ["name"],
      fields: { budget: { read: or(owner(), auth.role("admin")), write: auth.role("admin") } },
      rules: {
        list: or(insider, where("record.kind == 'open'")),
        read: or(insider, where("record.kind in ['open', 'closed']")),
        create: auth.role("member"),
        update: and(insider, where("record.kind != 'secret' || record.owner == user.id")),
        delete: or(owner(), auth.role("owner")),
      },
    }),
    defineCollection("messages", {
      schema: z.object({
        text: z.string().min(1).max(500),
        room: reference("rooms", { onDelete: "cascade" }),
        answers: reference("messages", { onDelete: "set-null" }).optional(),
        opens: datetime().optional(),
        day: date().optional(),
        weight: z.number().min(0).max(10).default(1),
      }),
      rules: {
        list: and(via("room", insider), or(owner(), where("record.opens == null || record.opens <= now"))),
        read: via("room", or(insider, where("record.kind == 'open'"))),
        create: and(via("room", insider), where("record.weight < 5 || org.role == 'admin'")),
        update: and(owner(), not(where("record.weight > 7"))),
        delete: or(owner(), via("room", owner())),
      },
    }),
    defineCollection("notices", {
      scope: "global",
      schema: z.object({
        title: z.string().max(60),
        is_ready: z.boolean().default(false),
        draft_note: z.string().optional(),
      }),
      fields: { draft_note: { read: owner() } },
      rules: {
        list: and(auth.public(), where("record.is_ready")),
        read: and(auth.public(), where("record.is_ready")),
        create: auth.role("owner"),
        update: owner(),
      },
    }),
    defineCollection("ledger", {
      schema: z.object({ amount: z.int(), note: z.string().optional() }),
      hooks: {
        beforeWrite(next) {
          if (next && next["note"] === null) return { ...next, note: "no note" };
        },
      },
      rules: { list: auth.role("admin"), read: auth.role("admin"), create: auth.signedIn() },
    }),
  ],
  routes: {
    "GET /api/open-rooms": auth.public(
      route({ query: z.object({ limit: z.coerce.number().optional() }) }, () => ({ rooms: [] })),
    ),
    "POST /api/rooms/:id/join": auth.requireUser(
      route(
        { params: z.object({ id: z.string() }), body: z.object({ greeting: z.string() }) },
        async ({ params, body }) => {
          const rooms = (db as unknown as Record<string, { get(id: string): Promise<{ name: string }> }>)["rooms"];
          return { greeting: body.greeting, joined: (await rooms?.get(params.id))?.name };
        },
      ),
    ),
  },
});
