import type { JsonObject } from "@mozaiks/contracts";
import type { Tenant } from "./tenant.ts";

/** A JSON object of an app, found by the id that is one of its members. */
export type Document = JsonObject & { readonly id: string };

/** What a condition compares with. */
export type DocumentScalar = string | number | boolean;

/**
 * A condition on one member of a document: `status`, or `address.city` (names of letters, digits, _ and -). It holds only where the member is there and is a
 * text, number or boolean of the same kind as the value; so nothing holds of a member that is missing, null, an object
 * or a list. Texts compare by code point.
 */
export type DocumentCondition =
  | { readonly field: string; readonly operator: "eq" | "ne"; readonly value: DocumentScalar }
  | { readonly field: string; readonly operator: "gt" | "gte" | "lt" | "lte"; readonly value: string | number }
  | { readonly field: string; readonly operator: "in"; readonly value: readonly DocumentScalar[] };

export interface DocumentQuery {
  /** All must hold; none: every document. */
  readonly where: readonly DocumentCondition[];
  /**
   * Numbers before texts before booleans, each ascending or descending; what has no such member comes last. Among equals,
   * and without `sort`, the one written last comes first.
   */
  readonly sort?: { readonly field: string; readonly descending: boolean };
  /** 1 to 1,000. */
  readonly limit: number;
}

/**
 * The documents of apps, in collections. A collection is there as soon as a document is in it.
 *
 * An implementer must: key every read, write and index by the tenant first, so that no call can reach another tenant's
 * documents, whatever the collection, id or value; bind values and names, never splice them into a query language; make
 * `put` atomic and durable before it resolves; show every later read what was put. All methods reject with
 * `store.unavailable` when the store cannot be reached.
 */
export interface DocumentStore {
  /**
   * Writes a whole document, unless it has been written with this or a greater revision: so a write that is repeated, or
   * that arrives after a later one, changes nothing, whoever made either. Revisions compare as ASCII text; see `revisionOf`.
   * Resolves to whether it was written.
   */
  put(tenant: Tenant, collection: string, document: Document, revision: string): Promise<boolean>;
  /** Resolves to undefined when there is no such document. */
  get(tenant: Tenant, collection: string, id: string): Promise<Document | undefined>;
  find(tenant: Tenant, collection: string, query: DocumentQuery): Promise<readonly Document[]>;
  /** Erases a document; one that is put afterwards is a new one. Resolves to whether there was one. */
  remove(tenant: Tenant, collection: string, id: string): Promise<boolean>;
  /** The collections that hold documents, by name, with how many. */
  collections(tenant: Tenant): Promise<readonly { readonly name: string; readonly documents: number }[]>;
}

/**
 * A revision that orders writes by time, those of one time by `seq` and then by who writes.
 * @param at UTC, ISO 8601 with milliseconds; must not go back from one write of a writer to the next.
 */
export function revisionOf(at: string, seq: number, writer: string): string {
  return `${at} ${String(seq).padStart(10, "0")} ${writer}`;
}
