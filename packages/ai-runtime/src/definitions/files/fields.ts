import { z } from "zod";

/** A text that is not empty. */
export const Text = z.string().min(1, "must not be empty");

/** What every JavaScript object has already cannot be a key of one. */
const isOrdinary = (name: string): boolean => !(name in Object.prototype);
const notOrdinary = {
  error: "is a name that JavaScript uses",
  params: { code: "name.invalid", fix: "Choose another name." },
} as const;

const namePattern = /^[A-Za-z_][A-Za-z0-9_-]{0,51}$/;
const variableNamePattern = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** A name of an agent or a tool: what every model provider accepts in a tool's name. */
export const Name = z
  .string()
  .refine((name) => namePattern.test(name), {
    error: "is not a name",
    params: { code: "name.invalid", fix: "Use 1 to 52 letters, digits, _ or -, beginning with a letter." },
  })
  .refine(isOrdinary, notOrdinary)
  .meta({ pattern: namePattern.source });

/** A name that expressions can use. */
export const VariableName = z
  .string()
  .refine((name) => variableNamePattern.test(name), {
    error: "is not a name",
    params: { code: "name.invalid", fix: "Use 1 to 64 letters, digits or _, beginning with a letter." },
  })
  .refine(isOrdinary, notOrdinary)
  .meta({ pattern: variableNamePattern.source });

/** Anything that is a JSON object; whether it is a JSON Schema is checked against the meta-schema afterwards. */
export const SchemaObject = z.record(z.string(), z.json());

/** A duration in seconds, at most a day. */
export const Seconds = z.number().positive().max(86_400);

/** A key of the language that this version does not carry out: absent, null, false and empty lists pass. */
export function later(feature: string): z.ZodOptional<z.ZodType> {
  return z
    .custom((value) => value === null || value === false || (Array.isArray(value) && value.length === 0), {
      error: `asks for ${feature}, which this version does not support`,
      params: notSupported,
    })
    .meta({ later: true })
    .optional();
}

/** For a refinement of a value that is part of the language, but not of this version. */
export const notSupported = { code: "feature.not-supported", fix: "Remove it." } as const;
