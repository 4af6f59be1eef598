import { MozaiksError, problems } from "@mozaiks/contracts";
import { type Context, Hono } from "hono";
import { type AnswerParts, answerOperation } from "./answer-operation.ts";
import { answerUnrouted, createMethodsAt } from "./answer-unrouted.ts";
import { crossOriginHeaders } from "./cross-origin.ts";
import type { ClientFacts, Exchange } from "./exchange.ts";
import type { Operation } from "./operation.ts";
import { problemResponse, toAppError } from "./problem-response.ts";
import { rateClassOf, createRateLimits } from "./rate-limits.ts";
import { createRequestIds } from "./request-ids.ts";
import { type HeaderTable, mergeHeaders, safeHeaders } from "./safe-headers.ts";

type HttpContext = Context<{ Bindings: ClientFacts }>;

export type HttpParts = Omit<AnswerParts, "limits"> & { readonly operations: readonly Operation[] };

/** Addresses beyond this are nobody's who means well. */
const maxAddressLength = 8192;

/** Who answers a request, under the name that logs and metrics know it by. */
interface Target {
  readonly id: string;
  answer(exchange: Exchange): Response | Promise<Response>;
}

/** The app over HTTP: every operation, the pages of those who run it, and the same care for all answers. */
export function createHttpApp(given: HttpParts): Hono<{ Bindings: ClientFacts }> {
  const { settings, operations } = given;
  const parts: AnswerParts = { ...given, limits: settings.limits && createRateLimits(settings.limits) };
  const [newRequestId, common] = [createRequestIds(), safeHeaders(settings)];
  const app = new Hono<{ Bindings: ClientFacts }>();
  const respond = (c: HttpContext, target: Target) => respondTo(c, target, { parts, newRequestId, common });

  for (const operation of operations) {
    const route = { operation, rateClass: rateClassOf(operation) };
    const target: Target = { id: operation.id, answer: (exchange) => answerOperation(exchange, route, parts) };
    app.on(operation.method, routerPath(operation), (c) => respond(c, target));
  }
  for (const page of settings.servicePages) {
    const target: Target = { id: page.path, answer: ({ request, facts }) => page.answer(request, facts) };
    app.get(page.path, (c) => respond(c, target));
  }
  const methodsAt = createMethodsAt([
    ...operations.map((operation) => ({ method: operation.method, path: routerPath(operation) })),
    ...settings.servicePages.map(({ path }) => ({ method: "GET", path })),
  ]);
  app.notFound((c: HttpContext) => {
    const { path } = c.req;
    return respond(c, { id: "unrouted", answer: (exchange) => answerUnrouted(exchange, { path, methodsAt }, parts) });
  });
  return app;
}

const routerPath = ({ path }: Operation): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

interface ResponderParts {
  readonly parts: AnswerParts;
  readonly newRequestId: () => string;
  readonly common: HeaderTable;
}

async function respondTo(c: HttpContext, target: Target, given: ResponderParts): Promise<Response> {
  const { parts, newRequestId, common } = given;
  const startMs = performance.now();
  const request = c.req.raw;
  const requestId = newRequestId();
  const exchange: Exchange = {
    request,
    params: c.req.param(),
    facts: c.env ?? {},
    requestId,
    headers: {
      "x-request-id": requestId,
      ...crossOriginHeaders(request.headers.get("origin"), parts.settings.allowedOrigins),
    },
    session: null,
  };
  let response: Response;
  let code: string | undefined;
  try {
    if (request.url.length > maxAddressLength) throw new MozaiksError("request.address-too-long");
    response = await target.answer(exchange);
  } catch (thrown) {
    const error = toAppError(thrown);
    ({ code } = error);
    if (problems[error.code].status >= 500)
      parts.kernel.log.error({ event: "request.failed", requestId, operation: target.id, code }, thrown);
    response = problemResponse(error, requestId);
  }
  report(exchange, { operation: target.id, status: response.status, startMs, code }, parts);
  return withHeaders(response, exchange, common);
}

function report(
  { request, requestId, session, facts: { clientAddress } }: Exchange,
  {
    operation,
    status,
    startMs,
    code,
  }: { operation: string; status: number; startMs: number; code: string | undefined },
  { settings }: AnswerParts,
): void {
  settings.report?.({
    requestId,
    method: request.method,
    operation,
    status,
    durationMs: Math.round((performance.now() - startMs) * 10) / 10,
    ...(code !== undefined && { code }),
    ...(session && { tenant: session.organization.id, user: session.user.id }),
    ...(clientAddress !== undefined && { clientAddress }),
  });
}

/** The answer with what every answer carries: added by the server as it writes the head, which costs least, or here. */
function withHeaders(response: Response, { headers, facts }: Exchange, common: HeaderTable): Response {
  if (facts.head) {
    facts.head.added = headers;
    return response;
  }
  const own = Object.fromEntries(response.headers);
  const merged = new Headers(mergeHeaders({ ...common, ...headers }, own) as Record<string, string>);
  merged.delete("set-cookie");
  for (const cookie of response.headers.getSetCookie()) merged.append("set-cookie", cookie);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers: merged });
}
