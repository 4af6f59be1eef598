import { canonicalJson, type FieldShape } from "./data-shape.ts";
import { conversionOf } from "./field-conversion.ts";
import type { MigrationStep } from "./migration-step.ts";
import type { MigrationTarget } from "./migration-target.ts";
import type { PlaceNote } from "./plan-migration.ts";

export interface PlannedField {
  readonly step?: MigrationStep;
  readonly destroys?: PlaceNote;
  readonly refusal?: PlaceNote;
}

/** What makes a field what it shall be; nothing when it is that already. */
export function planField(
  collection: string,
  from: FieldShape | undefined,
  to: FieldShape,
  { defaultOf }: Pick<MigrationTarget, "defaultOf">,
): PlannedField {
  const place = `${collection}.${to.name}`;
  const value = defaultOf(collection, to.name) ?? null;
  if (!from) {
    if (value !== null || to.nullable) return { step: { step: "add-field", collection, field: to, value } };
    const message = "existing records would have no value: give the field a default, or make it optional";
    return { refusal: { place, message } };
  }
  if (canonicalJson(from) === canonicalJson(to)) return {};
  const conversion = conversionOf(from.type, to.type);
  if (conversion === undefined) {
    const message = `there is no way from ${from.type.kind} to ${to.type.kind}: add a field of another name, and drop this one`;
    return { refusal: { place, message } };
  }
  const step: MigrationStep = { step: "change-field", collection, from, to, value };
  return conversion === "lossy"
    ? { step, destroys: { place, message: `values that do not fit ${to.type.kind} as it is now` } }
    : { step };
}
