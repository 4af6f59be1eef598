import type { z } from "zod";
import type { CollectionDefinition } from "./collection.ts";

/** What every record has besides its own fields. */
export interface SystemFields {
  readonly id: string;
  readonly owner: string | null;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at?: string | null;
}

type Absent<T> = undefined extends T ? Exclude<T, undefined> | null : T;
type FieldsOf<C> = C extends CollectionDefinition<string, infer Fields> ? Fields : never;

/** A record of a collection as it is answered: absent fields are null. */
export type RecordOf<C> = SystemFields & {
  readonly [F in keyof z.output<z.ZodObject<FieldsOf<C>>>]-?: Absent<z.output<z.ZodObject<FieldsOf<C>>>[F]>;
} & { readonly expand?: Readonly<Record<string, unknown>> };

/** What `create` takes. */
export type NewRecord<C> = z.input<z.ZodObject<FieldsOf<C>>> & { readonly owner?: string };

/** What `update` takes: what is left out stays, null clears an optional field. */
export type RecordPatch<C> = {
  readonly [F in keyof NewRecord<C>]?: NewRecord<C>[F] | null;
};

type Test<T> = {
  eq?: T;
  ne?: T;
  lt?: T;
  lte?: T;
  gt?: T;
  gte?: T;
  in?: readonly T[];
  has?: unknown;
  startsWith?: string;
  contains?: string;
};

/** Conditions on fields, all of which must hold. */
export type Filter<R> = { readonly [F in keyof Omit<R, "expand">]?: R[F] | Test<R[F]> | undefined } & {
  readonly and?: readonly Filter<R>[];
  readonly or?: readonly Filter<R>[];
  readonly not?: Filter<R>;
};

export interface ListOptions<R> {
  readonly filter?: Filter<R>;
  /** `"-created_at,title"`: at most three fields. */
  readonly sort?: string;
  /** 1 to 200; 50 when left out. */
  readonly limit?: number;
  readonly cursor?: string;
  readonly expand?: string;
  readonly count?: boolean;
}

export interface ListPage<R> {
  readonly items: readonly R[];
  readonly next_cursor: string | null;
  readonly total?: number;
}

/** What can be done with a collection: the same on the server and in the client. */
export interface CollectionApi<C, R = RecordOf<C>> {
  create(data: NewRecord<C>, options?: { idempotencyKey?: string }): Promise<R>;
  get(id: string, options?: { expand?: string }): Promise<R>;
  list(options?: ListOptions<R>): Promise<ListPage<R>>;
  update(id: string, patch: RecordPatch<C>, options?: { version?: number; idempotencyKey?: string }): Promise<R>;
  delete(id: string, options?: { version?: number; idempotencyKey?: string }): Promise<void>;
  restore(id: string, options?: { version?: number; idempotencyKey?: string }): Promise<R>;
  count(options?: { filter?: Filter<R> }): Promise<number>;
}
