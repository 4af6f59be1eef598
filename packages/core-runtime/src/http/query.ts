import { suggestion } from "../nearest-name.ts";
import { invalidRequest, type ItemError } from "../records/item-error.ts";

/** The parameters of a query, each at most once. @throws MozaiksError `request.invalid` for unknown and repeated ones. */
export function queryOf<Name extends string>(
  query: URLSearchParams,
  names: readonly Name[],
): { readonly [N in Name]?: string } {
  const found: { [N in Name]?: string } = {};
  const errors: ItemError[] = [];
  for (const [name, value] of query) {
    const known = names.find((one) => one === name);
    if (!known) errors.push({ path: `?${name}`, code: "unknown-field", message: unknown(name, names) });
    else if (known in found) errors.push({ path: `?${name}`, code: "invalid", message: "stands in the address twice" });
    else found[known] = value;
  }
  if (errors.length > 0) throw invalidRequest(errors);
  return found;
}

function unknown(name: string, names: readonly string[]): string {
  if (names.length === 0) return "this address takes no parameters";
  return `there is no such parameter${suggestion(name, names, "parameters")}`;
}
