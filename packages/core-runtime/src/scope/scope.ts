import { type Json, MozaiksError } from "@mozaiks/contracts";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Change, DataReader, EngineTransaction, Write } from "../data/data-engine.ts";
import type { Kernel } from "../kernel.ts";

export interface ScopeUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export interface ScopeOrganization {
  readonly id: string;
  readonly role: string;
}

/** For whom something is done: the tenant of every question and write, and whom rules are asked for. */
export interface Scope {
  readonly kernel: Kernel;
  readonly tenant: string;
  readonly user: ScopeUser | null;
  readonly organization: ScopeOrganization | null;
  /** `off` only in work of the app itself, which says why. The tenant is never off. */
  readonly rules: "on" | { readonly off: string };
  /** What the API token that asks is limited to; absent: it is none. */
  readonly tokenScopes?: readonly string[];
  readonly requestId: string;
  /** The address a request came from, as far as it is known; absent in work that no request asked for. */
  readonly clientAddress?: string;
  readonly signal?: AbortSignal;
  readonly transaction?: EngineTransaction;
  /** Changes of the transaction, whose hooks run when it is committed. */
  readonly committed?: Change[];
  /** What is written in one unit with the write of a record that answers this: the answer under an idempotency key. */
  readonly alongside?: (answer: Json) => readonly Write[];
}

const scopes = new AsyncLocalStorage<Scope>();

export const runInScope = <T>(scope: Scope, work: () => T): T => scopes.run(scope, work);

/** The scope of the work that is being done, if it has one. */
export const maybeScope = (): Scope | undefined => scopes.getStore();

/** @throws MozaiksError `scope.missing` outside a request, `withScope` and `asSystem`. */
export function currentScope(): Scope {
  const scope = maybeScope();
  if (scope) return scope;
  throw new MozaiksError(
    "scope.missing",
    "Records belong to a tenant, and nothing here says which one: call this in a request, or inside withScope() or asSystem()",
  );
}

/** Where a scope reads: its transaction when it has one. */
export const readerOf = ({ transaction, kernel }: Scope): DataReader => transaction ?? kernel.engine;
