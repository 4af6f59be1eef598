import { MozaiksError } from "@mozaiks/contracts";
import { suggestion } from "../nearest-name.ts";

/** A mistake in a definition: where it is, what it is, and how to mend it. */
export function invalidApp(place: string, message: string): never {
  throw new MozaiksError("app.invalid", `${place}: ${message}`);
}

/** Refuses keys that an object of the definition does not have. */
export function refuseUnknownKeys(given: object, known: readonly string[], place: string): void {
  for (const key of Object.keys(given))
    if (!known.includes(key))
      invalidApp(place, `there is no ${JSON.stringify(key)} here${suggestion(key, known, "keys")}`);
}
