import type { Json } from "@mozaiks/contracts";
import { z } from "zod";
import type { CompiledApp, CompiledCollection, CompiledField } from "../definition/compiled-app.ts";
import type { FieldType } from "../definition/field-type.ts";
import { jsonSchemaValue, type ValueSchema } from "./json-schema-value.ts";
import { ruleLiterals } from "./rule-literals.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** One organisation as the maker of its data needs it. */
export interface Surroundings {
  /** A text that no other value holds and that tells whose it is. */
  readonly text: () => string;
  /** Ids that a reference to a collection may name. */
  readonly idsOf: (collection: string) => readonly string[];
}

/** A value as a client sends it, and as it is kept. */
export interface MadeValue {
  readonly sent: Json;
  readonly kept: Json;
}

/** Makes data that collections accept, with the values in it that rules ask for. */
export interface RecordMaker {
  /** Undefined when no value could be made: the field's `.meta({ examples })` would tell. */
  value(collection: CompiledCollection, field: CompiledField, surroundings: Surroundings): MadeValue | undefined;
  /** All fields of a record; undefined when a required one cannot be made. */
  record(
    collection: CompiledCollection,
    surroundings: Surroundings,
  ): { readonly sent: Readonly<Record<string, Json>>; readonly kept: Readonly<Record<string, Json>> } | undefined;
}

const attempts = 60;

export function recordMaker(app: CompiledApp, random: SeededRandom, now: Date): RecordMaker {
  const literals = ruleLiterals(app.collections.values());
  const schemas = new Map<CompiledField, ValueSchema>();
  const schemaOf = (field: CompiledField): ValueSchema => {
    const known =
      schemas.get(field) ?? (z.toJSONSchema(field.schema, { io: "input", unrepresentable: "any" }) as ValueSchema);
    schemas.set(field, known);
    return known;
  };

  function candidate(place: string, field: CompiledField, { text, idsOf }: Surroundings): Json | undefined {
    if (field.nullable && random.chance(0.15)) return null;
    const ofRules = literals.get(place) ?? [];
    if (ofRules.length > 0 && random.chance(0.5)) {
      const value = random.pick(ofRules);
      return field.type.kind === "list" ? [value] : value;
    }
    return ofType(field.type, idsOf, random, now) ?? jsonSchemaValue(schemaOf(field), random, text);
  }

  const value: RecordMaker["value"] = (collection, field, surroundings) => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const sent = candidate(`${collection.name}.${field.name}`, field, surroundings);
      if (sent === undefined) continue;
      if (sent === null && field.nullable) return { sent, kept: null };
      const parsed = field.schema.safeParse(sent);
      if (parsed.success) return { sent, kept: (parsed.data ?? null) as Json };
    }
    return field.nullable ? { sent: null, kept: null } : undefined;
  };

  return {
    value,
    record(collection, surroundings) {
      const made = collection.fields.map((field) => [field.name, value(collection, field, surroundings)] as const);
      const all = made.flatMap(([name, one]) => (one ? [{ name, ...one }] : []));
      if (all.length < made.length) return undefined;
      return {
        sent: Object.fromEntries(all.map(({ name, sent }) => [name, sent])),
        kept: Object.fromEntries(all.map(({ name, kept }) => [name, kept])),
      };
    },
  };
}

/** Values of the kinds that a JSON schema does not tell; undefined for all others, and for references to nothing. */
function ofType(type: FieldType, idsOf: Surroundings["idsOf"], random: SeededRandom, now: Date): Json | undefined {
  const moment = () => new Date(now.getTime() + (random.integer(40) - 20) * 6 * 60 * 60 * 1000).toISOString();
  switch (type.kind) {
    case "reference": {
      const ids = idsOf(type.collection);
      return ids.length > 0 ? random.pick(ids) : undefined;
    }
    case "list": {
      const items = Array.from({ length: random.integer(4) }, () => ofType(type.item, idsOf, random, now));
      return type.item.kind === "reference" ? [...new Set(items.filter((item) => item !== undefined))] : undefined;
    }
    case "datetime":
      return moment();
    case "date":
      return moment().slice(0, 10);
    case "decimal": {
      const whole = String(random.integer(Math.min(1000, 10 ** (type.precision - type.scale))));
      return type.scale === 0
        ? whole
        : `${whole}.${String(random.integer(10 ** type.scale)).padStart(type.scale, "0")}`;
    }
    default:
      return undefined;
  }
}
