import type { Json } from "@mozaiks/contracts";

/**
 * A record with its tenant, all values in wire form: times ISO 8601, decimals as strings, absent fields null. `tenant` never
 * leaves the kernel. `owner` is null for records that the app itself made.
 */
export interface Row {
  readonly tenant: string;
  readonly id: string;
  readonly owner: string | null;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at: string | null;
  readonly [field: string]: Json;
}

/** The tenant of collections that belong to the whole app. No organisation has this id. */
export const globalTenant = "*";
