import { MozaiksError } from "@mozaiks/contracts";
import type { z } from "zod";
import type { Session } from "../identity/identity.ts";
import { invalidRequest } from "../records/item-error.ts";
import { parseInput } from "../records/parse-input.ts";
import type { Call, Operation } from "./operation.ts";
import { queryOf } from "./query.ts";

/** What an operation of the kernel answers; 200, and 204 without a body, unless it says otherwise. */
export interface Reply<Body> {
  readonly status?: number;
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call whose input is what the operation's schemas say. */
export interface KernelCall<Body, Query> extends Omit<Call, "body"> {
  readonly body: Body;
  readonly query: Query;
}

interface Definition<B extends z.ZodType, Q extends z.ZodObject, O extends z.ZodType> extends Pick<
  Operation,
  "id" | "method" | "path" | "summary" | "access" | "collection" | "signInOnly"
> {
  /** Strict objects, so that nobody sets what they were not asked for. */
  readonly body?: B;
  readonly query?: Q;
  readonly output?: O;
  readonly handle: (call: KernelCall<z.output<B>, z.output<Q>>) => Promise<Reply<z.input<O>>>;
}

/**
 * An operation of the kernel itself. Its input is checked here, before it runs: a body or parameter that no schema asks for is
 * refused like a wrong one.
 */
export function kernelOperation<
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodObject = z.ZodObject,
  O extends z.ZodType = z.ZodUndefined,
>({ handle, ...definition }: Definition<B, Q, O>): Operation {
  const { body, query } = definition;
  return {
    ...definition,
    kind: "kernel",
    async handle(call) {
      const given = queryOf(call.url.searchParams, Object.keys(query?.shape ?? {}));
      const {
        status,
        body: answer,
        headers,
      } = await handle({
        ...call,
        query: (query && parseInput(query, given, "?")) as z.output<Q>,
        body: (body ? parseInput(body, call.body) : withoutBody(call.body)) as z.output<B>,
      });
      if (answer === undefined) return new Response(null, { status: status ?? 204, headers: { ...headers } });
      return Response.json(answer, { status: status ?? 200, headers: { ...headers } });
    },
  };
}

/** An operation of the kernel for somebody who is signed in. */
export function userOperation<
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodObject = z.ZodObject,
  O extends z.ZodType = z.ZodUndefined,
>({ handle, ...definition }: UserDefinition<B, Q, O>): Operation {
  return kernelOperation<B, Q, O>({
    ...definition,
    access: "user",
    async handle(call) {
      const { session } = call;
      if (!session) throw new MozaiksError("auth.required");
      return handle({ ...call, session });
    },
  });
}

interface UserDefinition<B extends z.ZodType, Q extends z.ZodObject, O extends z.ZodType> extends Omit<
  Definition<B, Q, O>,
  "access" | "handle"
> {
  readonly handle: (
    call: KernelCall<z.output<B>, z.output<Q>> & { readonly session: Session },
  ) => Promise<Reply<z.input<O>>>;
}

function withoutBody(body: unknown): undefined {
  const isEmpty = body === undefined || (typeof body === "object" && body !== null && Object.keys(body).length === 0);
  if (!isEmpty) throw invalidRequest([{ path: "/", code: "unknown-field", message: "this operation takes no body" }]);
}
