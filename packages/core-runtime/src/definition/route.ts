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

/** What a client sends to a route and gets from it. */
export interface RouteTypes {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly output: unknown;
}

/** A handler with what `defineApp` must know of it. */
export interface RouteDefinition<Types extends RouteTypes = RouteTypes> {
  readonly kind: "route";
  /** Only types: nothing is ever here. */
  readonly types?: Types;
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
  Result = unknown,
>(
  schemas: RouteSchemas<P, Q, B, O>,
  handler: (request: Request<z.output<P>, z.output<Q>, z.output<B>>) => Result,
): RouteDefinition<{
  params: z.input<P>;
  query: z.input<Q>;
  body: z.input<B>;
  output: unknown extends z.output<O> ? Awaited<Result> : z.output<O>;
}> {
  return { kind: "route", access: "user", schemas, handler };
}

/** What may stand in `routes`: a bare function needs a signed-in user. */
export type RouteLike = RouteDefinition | Handler<any>;

/** What a client sends and gets, of a route or of a bare handler. */
export type RouteTypesOf<R> =
  R extends RouteDefinition<infer Types>
    ? Types
    : R extends (request: infer Given) => infer Result
      ? {
          params: Given extends { readonly params: infer P } ? P : Record<string, string>;
          query: Given extends { readonly query: infer Q } ? Q : Record<string, string>;
          body: Given extends { readonly body: infer B } ? B : any;
          output: Awaited<Result>;
        }
      : RouteTypes;

/** The app's routes by method and path. An app augments it (`mozaiks.d.ts`), so that the client's `call` is typed. */
export interface Routes {}

export function toRoute<R extends RouteLike>(given: R, access?: Access): RouteDefinition<RouteTypesOf<R>>;
export function toRoute(given: RouteLike, access?: Access): RouteDefinition {
  if (typeof given !== "function") return access === undefined ? given : { ...given, access };
  return { kind: "route", access: access ?? "user", schemas: {}, handler: given };
}
