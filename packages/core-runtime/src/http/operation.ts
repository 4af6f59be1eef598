import type { z } from "zod";
import type { Access } from "../definition/route.ts";
import type { Session } from "../identity/identity.ts";
import type { Scope } from "../scope/scope.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One request to an operation, its credential verified and its body parsed. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when there is none. */
  readonly body: unknown;
  readonly scope: Scope;
  readonly session: Session | null;
}

/** What the app answers at one method and path. Router, OpenAPI, client, manifest and prover read the same table. */
export interface Operation {
  /** `tasks.list`, `auth.sign-in`, `POST /api/quick-add`. */
  readonly id: string;
  readonly method: Method;
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly collection?: string;
  readonly kind: "list" | "create" | "read" | "update" | "delete" | "restore" | "route" | "kernel";
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly output?: z.ZodType;
  /** Wants a sign-in itself: no API token, and no token made from a sign-in. */
  readonly signInOnly?: true;
  /** An own route stands where a generated operation was. */
  readonly overrides?: string;
  /** Answers; throws MozaiksErrors. */
  handle(call: Call): Promise<Response>;
}
