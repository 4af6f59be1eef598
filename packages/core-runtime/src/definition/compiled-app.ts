import type { Json } from "@mozaiks/contracts";
import type { z } from "zod";
import type { StoredIndex } from "../data/stored-collection.ts";
import type { RoleOrder } from "../expression/bind.ts";
import type { Expr } from "../expression/expr.ts";
import type { CollectionDefinition, Operation } from "./collection.ts";
import type { FieldType } from "./field-type.ts";
import type { RouteDefinition } from "./route.ts";

/** A field with all that is decided about it at the start. */
export interface CompiledField {
  readonly name: string;
  readonly type: FieldType;
  readonly schema: z.ZodType;
  /** A new record must have it. */
  readonly required: boolean;
  /** It can be absent: stored as null. */
  readonly nullable: boolean;
  /** What a new record has when it is left out; undefined when there is none, or another one each time. */
  readonly default?: Json;
  readonly read?: Expr;
  readonly write?: Expr;
}

export interface CompiledRule {
  readonly expr: Expr;
  readonly isPublic: boolean;
}

/** A field of a collection that names records of another one. */
export interface Referrer {
  readonly collection: string;
  readonly field: string;
  readonly type: Extract<FieldType, { kind: "reference" }>;
}

export interface CompiledCollection {
  readonly name: string;
  readonly definition: CollectionDefinition;
  readonly isGlobal: boolean;
  readonly fields: readonly CompiledField[];
  readonly field: ReadonlyMap<string, CompiledField>;
  /** Types of all fields, system fields included. */
  readonly types: ReadonlyMap<string, FieldType>;
  /** What the schema asks of several fields together (`.refine()` on the object); takes a whole record. */
  readonly refinement?: z.ZodType;
  readonly rules: ReadonlyMap<Operation, CompiledRule>;
  readonly indexes: readonly StoredIndex[];
  /** Fields of other collections that refer to this one. */
  readonly referrers: readonly Referrer[];
}

export interface CompiledRoute extends RouteDefinition {
  readonly method: string;
  /** With `{name}` for parameters. */
  readonly path: string;
}

/** An app with its rules resolved, its types known and its mistakes found. */
export interface CompiledApp {
  readonly name: string;
  readonly version: string;
  /** Highest first. */
  readonly roles: readonly string[];
  readonly isAtLeast: RoleOrder;
  readonly collections: ReadonlyMap<string, CompiledCollection>;
  readonly routes: readonly CompiledRoute[];
  /** New name → old name of collections. */
  readonly renamedFrom: Readonly<Record<string, string>>;
}
