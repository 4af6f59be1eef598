import { suggestion } from "../nearest-name.ts";
import { invalidApp } from "./invalid-app.ts";

/** New name → old name. A former name must be gone, and belong to one thing: else a rename reads as two things. */
export function checkRenames(
  place: string,
  renames: Readonly<Record<string, string>> = {},
  names: readonly string[],
  what: "fields" | "collections",
): void {
  const seen = new Set<string>();
  for (const [name, former] of Object.entries(renames)) {
    const at = `${place}.${name}`;
    if (!names.includes(name)) invalidApp(at, `there is nothing of that name${suggestion(name, names, what)}`);
    if (names.includes(former))
      invalidApp(at, `${former} is still there; if both names move, rename in two migrations`);
    if (seen.has(former)) invalidApp(at, `${former} became something else already`);
    seen.add(former);
  }
}
