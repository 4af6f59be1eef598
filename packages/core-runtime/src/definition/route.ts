import type { z } from "zod";

// oxlint-disable typescript/no-explicit-any -- without a schema nobody knows what a body is, and `request.body.title` must work
/** What a handler is given. `body` is parsed JSON, checked when the route has a schema for it. */
export interface Request<Params = Record<string, string>, Query = Record<string, string>, Body = any> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Headers;
  readonly raw: globalThis.Request;
  readonly signal: AbortSignal;
  readonly requestId: string;
}

/** Answers with an object (200), nothing (204) or a `Response` as it is. */
export type Handler<R = Request> = (request: R) => unknown;

export interface RouteSchemas<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly output?: O;
}

export type Access = "public" | "user";

/** A handler with what `defineApp` must know of it. */
export interface RouteDefinition {
  readonly kind: "route";
  readonly access: Access;
  readonly schemas: RouteSchemas<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
  readonly handler: Handler<any>;
}

/** A route whose input is checked before the handler runs, and whose output is checked in tests and development. */
export function route<
  P extends z.ZodType = z.ZodType<Record<string, string>>,
  Q extends z.ZodType = z.ZodType<Record<string, string>>,
  B extends z.ZodType = z.ZodType<any>,
  O extends z.ZodType = z.ZodType,
>(
  schemas: RouteSchemas<P, Q, B, O>,
  handler: Handler<Request<z.output<P>, z.output<Q>, z.output<B>>>,
): RouteDefinition {
  return { kind: "route", access: "user", schemas, handler };
}

/** What may stand in `routes`: a bare function needs a signed-in user. */
export type RouteLike = RouteDefinition | Handler;

export function toRoute(given: RouteLike, access?: Access): RouteDefinition {
  if (typeof given !== "function") return access === undefined ? given : { ...given, access };
  return { kind: "route", access: access ?? "user", schemas: {}, handler: given };
}
