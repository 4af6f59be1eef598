import { MozaiksError } from "@mozaiks/contracts";
import { invalidRequest } from "../records/item-error.ts";

/**
 * Ends a hook or a route with 400 `request.invalid` and a text for people. With a field the problem says where the mistake is,
 * as for any other wrong input: `refuse("must be a working day", { field: "due" })`.
 */
export function refuse(message: string, { field }: { readonly field?: string } = {}): never {
  if (field === undefined) throw new MozaiksError("request.invalid", message);
  throw invalidRequest([{ path: `/${field}`, code: "invalid", message }]);
}
