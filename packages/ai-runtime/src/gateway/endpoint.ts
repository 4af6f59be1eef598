import { Id, type ProblemCode } from "@mozaiks/contracts";
import { z } from "zod";
import { checkNamedIdentity } from "./access/access.ts";
import type { SchemaName } from "./contract-schemas.ts";
import type { GatewayContext, HttpParts } from "./http-parts.ts";
import type { Identity } from "./access/identity.ts";
import { readBody } from "./request-body.ts";
import { parseShape } from "./schema-mistakes.ts";

/** What an answer with a status holds; without a schema it has no JSON. */
export interface Answer {
  readonly description: string;
  readonly schema?: SchemaName;
  readonly contentType?: string;
}

/** One method and path, as the API document shows it. */
export interface EndpointNotes {
  readonly method: "get" | "post" | "patch" | "delete";
  /** With `{name}` for each id. */
  readonly path: string;
  readonly summary: string;
  readonly answers: Readonly<Record<number, readonly Answer[]>>;
  /** What it refuses with, beyond what every endpoint of its kind does. */
  readonly problems?: readonly ProblemCode[];
  readonly headers?: z.ZodObject;
}

/** One method and path, as the app mounts it. */
export interface Endpoint extends EndpointNotes {
  readonly access: "token" | "open";
  readonly query?: z.ZodObject | undefined;
  readonly body?: SchemaName | undefined;
  readonly handle: (c: GatewayContext, parts: HttpParts) => Promise<Response> | Response;
}

/** A request whose identity, query and body are known to be good. */
export interface Call<Q, B> {
  readonly c: GatewayContext;
  readonly identity: Identity;
  readonly query: Q;
  readonly body: B;
}

interface TokenEndpoint<Q extends z.ZodObject, B extends z.ZodType> extends EndpointNotes {
  readonly query?: Q;
  readonly body?: { readonly name: SchemaName; readonly schema: B };
  /** Whether the request asks for a stream, which `?ticket=` and `?token=` open too. */
  readonly isStream?: (c: GatewayContext) => boolean;
  readonly handle: (call: Call<z.output<Q>, z.output<B>>, parts: HttpParts) => Promise<Response> | Response;
}

/** Who a request may name beside its token: a service token names the user it acts for. */
const Named = z.object({ user_id: Id.optional(), app_id: Id.optional() });

/** An endpoint that anybody may call. */
export function openEndpoint(endpoint: Omit<Endpoint, "access">): Endpoint {
  return { ...endpoint, access: "open" };
}

/**
 * An endpoint for identities: authenticates, compares what query and body name with the token, counts the request, and
 * gives the handler what it asked for in its shape.
 */
export function tokenEndpoint<Q extends z.ZodObject, B extends z.ZodType>(endpoint: TokenEndpoint<Q, B>): Endpoint {
  const { query, body, isStream, handle, ...notes } = endpoint;
  return {
    ...notes,
    access: "token",
    query: (query ?? z.object({})).extend(Named.shape),
    body: body?.name,
    async handle(c, parts) {
      const given = queryOf(c);
      const token = await parts.authenticate(
        { headers: c.req.raw.headers, query: new URL(c.req.url).searchParams, body: () => readBody(c) },
        isStream?.(c) ? "stream" : "http",
      );
      c.set("identity", token);
      const content = body && (await readBody(c));
      const identity = named(named(token, given), content);
      c.set("identity", identity);
      parts.limits.request(identity);
      return handle(
        {
          c,
          identity,
          query: parseShape(query ?? z.object({}), given, "request.invalid") as z.output<Q>,
          body: (body && parseShape(body.schema, content, "request.invalid")) as z.output<B>,
        },
        parts,
      );
    },
  };
}

/** The query, each name once; empty values count as absent. */
function queryOf(c: GatewayContext): Record<string, string> {
  return Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ""));
}

function named(identity: Identity, given: unknown): Identity {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return identity;
  const names = parseShape(Named, given, "request.invalid");
  checkNamedIdentity(identity, names);
  if (identity.kind === "launch" || names.user_id === undefined) return identity;
  return { ...identity, user_id: names.user_id };
}
