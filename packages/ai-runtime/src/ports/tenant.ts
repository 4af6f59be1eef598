import { idPattern, MozaiksError } from "@mozaiks/contracts";

declare const brand: unique symbol;

/** Whose data a call is about. Every port method takes one first, so forgetting it does not compile. */
export interface Tenant {
  readonly app_id: string;
  readonly [brand]: "Tenant";
}

/** @throws MozaiksError `request.invalid` when the id is not an id. */
export function tenantOf(appId: string): Tenant {
  if (!idPattern.test(appId))
    throw new MozaiksError("request.invalid", `app_id ${JSON.stringify(appId)} is not a valid id`);
  return { app_id: appId } as Tenant;
}
