import type { Json } from "@mozaiks/contracts";
import type { SeededRandom } from "./seeded-random.ts";

/** The part of JSON Schema that zod writes and values are made of. */
export interface ValueSchema {
  readonly type?: string;
  readonly const?: Json;
  readonly enum?: readonly Json[];
  readonly examples?: readonly Json[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly items?: ValueSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly ValueSchema[];
}

/** A value that a schema probably accepts; the caller asks the schema itself. `text` gives texts that no other value holds. */
export function jsonSchemaValue(schema: ValueSchema, random: SeededRandom, text: () => string): Json {
  if (schema.examples && schema.examples.length > 0) return random.pick(schema.examples);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  if (schema.anyOf) return jsonSchemaValue(random.pick(schema.anyOf), random, text);
  switch (schema.type) {
    case "null":
      return null;
    case "boolean":
      return random.chance(0.5);
    case "integer":
    case "number":
      return numberOf(schema, random);
    case "array": {
      const [least, most] = [schema.minItems ?? 0, schema.maxItems ?? 3];
      const length = least + random.integer(Math.min(most, least + 3) - least + 1);
      return Array.from({ length }, () => jsonSchemaValue(schema.items ?? {}, random, text));
    }
    case "object": {
      const kept = Object.entries(schema.properties ?? {}).filter(
        ([name]) => schema.required?.includes(name) || random.chance(0.5),
      );
      return Object.fromEntries(kept.map(([name, part]) => [name, jsonSchemaValue(part, random, text)]));
    }
    default:
      return textOf(schema, random, text());
  }
}

function numberOf(schema: ValueSchema, random: SeededRandom): number {
  const step = schema.multipleOf ?? 1;
  const least = schema.minimum ?? (schema.exclusiveMinimum ?? -step) + step;
  const most = schema.maximum ?? (schema.exclusiveMaximum ?? Number.POSITIVE_INFINITY) - step;
  const first = Number.isFinite(least) && least > Number.MIN_SAFE_INTEGER ? Math.ceil(least / step) : 0;
  const last = Math.min(Math.floor(most / step), first + 1000);
  return (first + random.integer(Math.max(1, last - first + 1))) * step;
}

/** What fields with a pattern often hold: one of them may match. An app says `.meta({ examples })` for all others. */
const common = ["EUR", "AB-1", "ab", "A1", "a", "1", "12345", "#a0b1c2", "+431234567", "2026-01-31", "10:30", "en-GB"];

function textOf(schema: ValueSchema, random: SeededRandom, text: string): string {
  switch (schema.format) {
    case "email":
      return `${text.replaceAll(/[^\w]/g, "")}@example.com`;
    case "uri":
      return `https://example.com/${encodeURIComponent(text)}`;
    case "uuid":
      return `0190${hex(random, 4)}-${hex(random, 4)}-4${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`;
    case "date":
      return `20${20 + random.integer(12)}-0${1 + random.integer(9)}-1${random.integer(9)}`;
    case "date-time":
      return `20${20 + random.integer(12)}-0${1 + random.integer(9)}-1${random.integer(9)}T10:00:00.000Z`;
    default:
  }
  if (schema.pattern !== undefined) return random.pick(random.chance(0.5) ? [text] : common);
  const long = text.padEnd(schema.minLength ?? 0, ".");
  return schema.maxLength === undefined ? long : long.slice(Math.max(0, long.length - schema.maxLength));
}

const hex = (random: SeededRandom, length: number): string =>
  Array.from({ length }, () => random.integer(16).toString(16)).join("");
