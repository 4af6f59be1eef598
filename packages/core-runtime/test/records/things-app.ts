import {
  auth,
  date,
  datetime,
  decimal,
  defineApp,
  defineCollection,
  money,
  owner,
  reference,
} from "@mozaiks/core-runtime";
import { z } from "zod";

const ownRules = { list: owner(), read: owner(), create: auth.signedIn(), update: owner(), delete: owner() };

/** One field of each kind, all of which may be absent. */
export const thingsApp = defineApp({
  name: "things",
  collections: [
    defineCollection("things", {
      schema: z.object({
        text: z.string().max(40).optional(),
        whole: z.int().min(-10).optional(),
        number: z.number().optional(),
        flag: z.boolean().optional(),
        moment: datetime().optional(),
        isoMoment: z.iso.datetime({ offset: true }).optional(),
        day: date().optional(),
        price: decimal({ precision: 6, scale: 2 }).optional(),
        state: z.enum(["open", "done"]).optional(),
        tags: z.array(z.string()).optional(),
        numbers: z.array(z.int()).optional(),
        anything: z.json().optional(),
        nested: z.strictObject({ a: z.string(), b: z.int().optional() }).optional(),
        cost: money().optional(),
        parent: reference("things").optional(),
      }),
      rules: ownRules,
    }),
    defineCollection("plans", {
      schema: z
        .object({
          title: z.string().min(1),
          note: z.string().nullable(),
          size: z.int().default(3),
          from: z.int().optional(),
          to: z.int().optional(),
        })
        .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
          path: ["to"],
          message: "must not be before from",
        }),
      rules: ownRules,
    }),
  ],
});
