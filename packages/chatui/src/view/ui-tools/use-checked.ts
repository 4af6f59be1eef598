import { useEffect, useMemo, useState } from "react";
import { checkValue, type Checked, type StandardSchema } from "../../ui-tools/standard-schema.ts";

/** A payload as its schema makes it; undefined while a schema that takes its time is at work. */
export function useChecked(schema: StandardSchema | undefined, value: unknown): Checked<unknown> | undefined {
  const given = useMemo(() => checked(schema, value), [schema, value]);
  const [later, setLater] = useState<{ of: unknown; checked: Checked<unknown> }>();
  useEffect(() => {
    if (!(given instanceof Promise)) return undefined;
    let isGone = false;
    void given.then((result) => !isGone && setLater({ of: given, checked: result }));
    return () => {
      isGone = true;
    };
  }, [given]);
  if (!(given instanceof Promise)) return given;
  return later?.of === given ? later.checked : undefined;
}

/** A schema that throws is a problem of the payload to whoever reads it. */
function checked(schema: StandardSchema | undefined, value: unknown): Checked<unknown> | Promise<Checked<unknown>> {
  try {
    const result = checkValue(schema, value);
    return result instanceof Promise ? result.catch(toFailure) : result;
  } catch (thrown) {
    return toFailure(thrown);
  }
}

function toFailure(thrown: unknown): Checked<unknown> {
  return { ok: false, problems: [{ path: [], message: thrown instanceof Error ? thrown.message : String(thrown) }] };
}
