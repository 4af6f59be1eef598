import { MozaiksError } from "@mozaiks/contracts";
import { Hono } from "hono";
import type { Identity, Session } from "../identity/identity.ts";
import { checkToken } from "../identity/token-scopes.ts";
import type { Kernel } from "../kernel.ts";
import { runInScope, type Scope } from "../scope/scope.ts";
import { parseBody } from "./parse-body.ts";
import type { Operation } from "./operation.ts";
import { problemResponse, toAppError } from "./problem-response.ts";

export interface HttpParts {
  readonly kernel: Kernel;
  readonly identity: Identity;
  readonly operations: readonly Operation[];
}

/** What the server knows of a request besides the request. */
export interface ClientFacts {
  readonly clientAddress?: string;
}

/** The app over HTTP: each operation behind the checks of every request, in the order of core-api §5. */
export function createHttpApp(parts: HttpParts): Hono<{ Bindings: ClientFacts }> {
  const app = new Hono<{ Bindings: ClientFacts }>();
  for (const operation of parts.operations)
    app.on(operation.method, operation.path.replaceAll(/\{(\w+)\}/g, ":$1"), (c) =>
      answer(c.req.raw, { ...c.env, params: c.req.param() }, operation, parts),
    );
  app.notFound((c) =>
    problemResponse(new MozaiksError("route.not-found", `There is no ${c.req.method} ${c.req.path}`), requestIdOf()),
  );
  return app;
}

const requestIdOf = (): string => `req_${crypto.randomUUID()}`;

async function answer(
  request: Request,
  { params, clientAddress }: ClientFacts & { readonly params: Record<string, string> },
  operation: Operation,
  parts: HttpParts,
): Promise<Response> {
  const requestId = requestIdOf();
  try {
    const body = await parseBody(request);
    const session = await parts.identity.authenticate(request);
    if (!session && operation.access === "user") throw new MozaiksError("auth.required");
    if (session) checkToken(session, operation);
    const own = scopeOf(session, requestId, request.signal, parts);
    const scope = clientAddress === undefined ? own : { ...own, clientAddress };
    const url = new URL(request.url);
    return await runInScope(scope, () => operation.handle({ request, url, params, body, scope, session }));
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === "internal.error")
      parts.kernel.log.error({ event: "request.failed", requestId, operation: operation.id }, thrown);
    return problemResponse(error, requestId);
  }
}

/** Nobody's tenant is one that no record has. */
function scopeOf(session: Session | null, requestId: string, signal: AbortSignal, { kernel }: HttpParts): Scope {
  return {
    kernel,
    tenant: session?.organization.id ?? "",
    user: session?.user ?? null,
    organization: session?.organization ?? null,
    rules: "on",
    ...(session?.scopes && { tokenScopes: session.scopes }),
    requestId,
    signal,
  };
}
