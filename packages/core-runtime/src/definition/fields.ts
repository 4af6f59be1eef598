import { z } from "zod";
import type { FieldType, OnDelete } from "./field-type.ts";
import { fieldTypeNote } from "./field-type-of.ts";

/** The id of a record of another collection of the same organisation; of `users`: of a member. */
export function reference(collection: string, { onDelete = "restrict" }: { onDelete?: OnDelete } = {}) {
  return noted(z.string(), { kind: "reference", collection, onDelete });
}

/** An exact number of at most 18 digits, a string on the wire: `decimal({ precision: 12, scale: 2 })` → `"12.50"`. */
export function decimal({ precision, scale }: { precision: number; scale: number }) {
  if (
    !(
      Number.isInteger(precision) &&
      Number.isInteger(scale) &&
      precision >= 1 &&
      precision <= 18 &&
      scale >= 0 &&
      scale <= precision
    )
  )
    throw new TypeError("decimal() takes a precision of 1 to 18 and a scale of 0 to the precision");
  const whole = precision - scale;
  const shape = new RegExp(
    `^-?(?:0|[1-9]\\d{0,${Math.max(0, whole - 1)}})${scale > 0 ? `(?:\\.\\d{1,${scale}})?` : ""}$`,
  );
  const schema = z
    .string()
    .regex(
      shape,
      `a decimal such as "${(12.5).toFixed(scale)}" with at most ${whole} digits before and ${scale} after the point`,
    )
    .transform((text) => canonical(text, scale));
  return noted(schema, { kind: "decimal", precision, scale });
}

/** An amount in minor units (cents) with its currency: `{amount: 1250, currency: "EUR"}`. */
export function money() {
  const schema = z.strictObject({
    amount: z.int(),
    currency: z.string().regex(/^[A-Z]{3}$/, "a currency such as EUR"),
  });
  return noted(schema, { kind: "json" });
}

/** A calendar day: `"2026-01-31"`. */
export const date = () => noted(z.iso.date(), { kind: "date" });

/** A moment, kept in UTC with milliseconds. */
export const datetime = () =>
  noted(
    z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()),
    { kind: "datetime" },
  );

function noted<S extends z.ZodType>(schema: S, type: FieldType): S {
  return schema.meta({ [fieldTypeNote]: type });
}

function canonical(text: string, scale: number): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const padded = scale > 0 ? `${whole}.${fraction.padEnd(scale, "0")}` : whole;
  return /^-[0.]+$/.test(padded) ? padded.slice(1) : padded;
}
