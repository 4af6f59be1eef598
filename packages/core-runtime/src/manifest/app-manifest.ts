import type { Json } from "@mozaiks/contracts";
import { hash } from "node:crypto";
import type { StoredIndex } from "../data/stored-collection.ts";
import type { CompiledApp, CompiledCollection, CompiledField } from "../definition/compiled-app.ts";
import type { FieldType } from "../definition/field-type.ts";
import type { Access } from "../definition/route.ts";
import type { Rule } from "../definition/rule.ts";
import type { Operation } from "../http/operation.ts";
import { operationTable } from "../http/operation-table.ts";
import { isUntyped } from "../http/untyped-operation.ts";
import { sortedByKey } from "../sorted-by-key.ts";

export interface ManifestField {
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly default?: Json;
  readonly renamedFrom?: string;
  /** Who may read and write it, besides the rules of the record. */
  readonly read?: Rule;
  readonly write?: Rule;
}

export interface ManifestCollection {
  readonly name: string;
  readonly scope: "tenant" | "global";
  readonly softDelete: boolean;
  readonly ownerAssignable: boolean;
  readonly fields: readonly ManifestField[];
  /** As the author wrote them; an operation without one nobody may do. */
  readonly rules: Readonly<Record<string, Rule>>;
  readonly indexes: readonly StoredIndex[];
}

export interface ManifestOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly kind: Operation["kind"];
  readonly access: Access;
  readonly collection?: string;
  /** The generated operation that this route stands in for. */
  readonly overrides?: string;
  /** A route without schemas: nothing is known of its input and output. */
  readonly untyped?: true;
}

/** A limit of a plan and what counts against it. */
export interface ManifestLimit {
  readonly name: string;
  readonly operation: string;
}

/** What an app is, as data. */
export interface AppManifest {
  readonly manifest: 1;
  readonly name: string;
  readonly version: string;
  /** Highest first. */
  readonly roles: readonly string[];
  readonly collections: readonly ManifestCollection[];
  readonly operations: readonly ManifestOperation[];
  readonly limits: readonly ManifestLimit[];
  /** 64 hexadecimal digits over all the rest: the same exactly for equal apps. */
  readonly hash: string;
}

/** The app as data: JSON whose keys are sorted, so that equal apps are equal texts. */
export function toManifest(app: CompiledApp): AppManifest {
  const collections = [...app.collections.values()];
  const content = sortedByKey({
    manifest: 1 as const,
    name: app.name,
    version: app.version,
    roles: app.roles,
    collections: collections.map(toManifestCollection),
    operations: operationTable(app, { kernel: [], checkOutput: true }).map(toManifestOperation),
    limits: collections.flatMap(limitsOf),
  });
  return sortedByKey({ ...content, hash: hash("sha256", JSON.stringify(content)) });
}

/** The limits that operations on records count against. */
export function limitsOf({ name, definition }: CompiledCollection): readonly ManifestLimit[] {
  return Object.entries(definition.limits ?? {}).map(([operation, limit]) => ({
    name: limit,
    operation: `${name}.${operation}`,
  }));
}

function toManifestCollection({ name, definition, isGlobal, fields, indexes }: CompiledCollection): ManifestCollection {
  return {
    name,
    scope: isGlobal ? "global" : "tenant",
    softDelete: definition.softDelete ?? false,
    ownerAssignable: definition.ownerAssignable ?? false,
    fields: fields.map((field) => toManifestField(field, definition)),
    rules: definition.rules,
    indexes,
  };
}

function toManifestField(field: CompiledField, definition: CompiledCollection["definition"]): ManifestField {
  const { name, type, required, nullable } = field;
  const { read, write } = definition.fields?.[name] ?? {};
  const renamedFrom = definition.renamedFrom?.[name];
  return {
    name,
    type,
    required,
    nullable,
    ...(field.default !== undefined && { default: field.default }),
    ...(renamedFrom !== undefined && { renamedFrom }),
    ...(read && { read }),
    ...(write && { write }),
  };
}

function toManifestOperation(operation: Operation): ManifestOperation {
  const { id, method, path, kind, access, collection, overrides } = operation;
  return {
    id,
    method,
    path,
    kind,
    access,
    ...(collection !== undefined && { collection }),
    ...(overrides !== undefined && { overrides }),
    ...(isUntyped(operation) && { untyped: true as const }),
  };
}
