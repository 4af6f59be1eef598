import type { z } from "zod";
import type { RecordOf } from "./record-types.ts";
import type { Rule } from "./rule.ts";

export type Operation = "list" | "read" | "create" | "update" | "delete";

/** One record before and after; null where there is none. */
export interface RecordChange<R = Record<string, unknown>> {
  readonly collection: string;
  readonly id: string;
  readonly old: R | null;
  readonly new: R | null;
}

export interface HookContext {
  readonly operation: "create" | "update" | "delete" | "restore";
  readonly user: { readonly id: string; readonly email: string } | null;
  readonly now: Date;
}

export interface CollectionOptions<Fields extends z.ZodRawShape> {
  /** The fields of a record besides those the kernel keeps (id, owner, version, created_at, updated_at, deleted_at). */
  readonly schema: z.ZodObject<Fields>;
  /** Who may do what. What has no rule nobody may do. */
  readonly rules: Partial<Record<Operation, Rule>>;
  /** Who may read and write single fields, besides the rules of the record. */
  readonly fields?: { readonly [F in keyof Fields]?: { readonly read?: Rule; readonly write?: Rule } };
  /** Fields that lists are filtered and sorted by. */
  readonly indexes?: readonly (readonly string[])[];
  /** Fields whose values no two records of an organisation share; nulls never collide. */
  readonly unique?: readonly (string | readonly string[])[];
  /** Deleted records are kept, and `restore` brings them back. */
  readonly softDelete?: boolean;
  /** Somebody may give a record to another member when creating or changing it. */
  readonly ownerAssignable?: boolean;
  /** `global`: records belong to the whole app instead of an organisation. */
  readonly scope?: "tenant" | "global";
  /** Entitlement limits that operations count against. */
  readonly limits?: Partial<Record<"create", string>>;
  /** Fields that were renamed: new name → old name. Migrations keep their values. */
  readonly renamedFrom?: Readonly<Record<string, string>>;
  readonly hooks?: CollectionHooks<HookRecord<Fields>>;
}

/** A record as hooks see it: whole, whoever asks. */
export type HookRecord<Fields extends z.ZodRawShape = z.ZodRawShape> = RecordOf<CollectionDefinition<string, Fields>>;

export interface CollectionHooks<R> {
  /**
   * May refuse with `refuse()`, or change what is written by returning the fields that become different. Called before deletions
   * too, with null for what comes next. May run again when the record changed meanwhile.
   */
  beforeWrite?(next: R | null, old: R | null, context: HookContext): Promise<HookResult> | HookResult;
  /** Runs after the write is durable; what it throws is logged and changes nothing. */
  afterCommit?(change: RecordChange<R>): Promise<void> | void;
}

type HookResult = Readonly<Record<string, unknown>> | null | void;

/** A collection as `defineApp` takes it. */
export interface CollectionDefinition<
  Name extends string = string,
  Fields extends z.ZodRawShape = z.ZodRawShape,
> extends CollectionOptions<Fields> {
  readonly kind: "collection";
  readonly name: Name;
}

/** Records of one shape with the rules of who may do what with them. Checked by `defineApp`. */
export function defineCollection<const Name extends string, Fields extends z.ZodRawShape>(
  name: Name,
  options: CollectionOptions<Fields>,
): CollectionDefinition<Name, Fields> {
  return { ...options, kind: "collection", name };
}
