import { OpenAPIHono } from "@hono/zod-openapi";
import { MozaiksError, problems } from "@mozaiks/contracts";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import { randomUUID } from "node:crypto";
import { apiPage, apiPageHeaders } from "./api-page.ts";
import type { Endpoint } from "./endpoint.ts";
import type { GatewayContext, GatewayEnv, HttpParts } from "./http-parts.ts";
import { limitBody } from "./limit-body.ts";
import { documentEndpoint, openApiDocument } from "./openapi-document.ts";
import { isAllowedOrigin } from "./access/origins.ts";
import { problemResponse, toHttpError } from "./problem-response.ts";
import { endpointsOf } from "./routes.ts";

export type HttpApp = OpenAPIHono<GatewayEnv>;

/** The HTTP side of the runtime: every route of the protocol, its document, and the page when there is one. */
export function createHttpApp(parts: HttpParts): HttpApp {
  const app: HttpApp = new OpenAPIHono<GatewayEnv>();
  app.use(describeRequest(parts), safeHeaders, corsFor(parts));
  const { maxBodyBytes, maxUploadBytes } = parts.config.limits;
  const [body, upload] = [limitBody(maxBodyBytes), limitBody(maxUploadBytes)];
  app.use((c, next) => (c.req.path === "/api/uploads" ? upload : body)(c, next));
  for (const endpoint of endpointsOf(parts)) {
    documentEndpoint(app, endpoint);
    app.on(endpoint.method, pathOf(endpoint), (c) => endpoint.handle(c, parts));
  }
  const api = openApiDocument(app, parts.version);
  const [document, readable] = [JSON.stringify(api), apiPage(api)];
  app.get("/openapi.json", (c) => c.body(document, 200, { "content-type": "application/json" }));
  app.get("/docs", (c) => c.body(readable, 200, { ...apiPageHeaders }));
  app.notFound((c) => answerUnknown(c, parts));
  app.onError((thrown, c) => answerProblem(thrown, c, parts));
  return app;
}

/** `{path}` may hold slashes, or be empty. */
const pathOf = ({ path }: Endpoint): string => path.replace("{path}", ":path{.*}").replaceAll(/\{(\w+)\}/g, ":$1");

function answerUnknown(c: GatewayContext, parts: HttpParts): Response {
  const page = c.req.method === "GET" || c.req.method === "HEAD" ? parts.page?.(c.req.path) : undefined;
  return page ?? answerProblem(new MozaiksError("route.not-found"), c, parts);
}

function answerProblem(thrown: unknown, c: GatewayContext, parts: HttpParts): Response {
  const error = toHttpError(thrown);
  c.set("problem", error.code);
  if (problems[error.code].status >= 500) parts.telemetry.fault(`http ${c.req.method} ${routeOf(c)}`, thrown);
  return problemResponse(error, c.get("requestId"));
}

/** The pattern that answered; a path that matched none may hold anything, so it is not told. */
function routeOf(c: GatewayContext): string {
  const route = routePath(c, -1);
  return route.endsWith("*") ? "unmatched" : route;
}

/** Gives each request its id, and its line in the log when it was answered. */
function describeRequest(parts: HttpParts) {
  return createMiddleware<GatewayEnv>(async (c, next) => {
    const startMs = performance.now();
    const requestId = `req_${randomUUID()}`;
    c.set("requestId", requestId);
    await next();
    c.header("x-request-id", requestId);
    const [identity, chatId, code] = [c.get("identity"), c.req.param("chat_id"), c.get("problem")];
    parts.telemetry.requestServed({
      requestId,
      method: c.req.method,
      route: routeOf(c),
      status: c.res.status,
      durationMs: Math.round(performance.now() - startMs),
      ...(code && { code }),
      ...(identity && { app_id: identity.tenant.app_id }),
      ...(identity?.user_id && { user_id: identity.user_id }),
      ...(identity && chatId && code === undefined && { chat_id: chatId }),
    });
  });
}

const safeHeaders = createMiddleware<GatewayEnv>(async (c, next) => {
  await next();
  c.header("x-content-type-options", "nosniff");
  c.header("referrer-policy", "no-referrer");
  if (c.req.path.startsWith("/api/") && !c.res.headers.has("cross-origin-resource-policy"))
    c.header("cross-origin-resource-policy", "same-origin");
  if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
});

/** Tokens travel in headers only, so no credentials are allowed. */
function corsFor({ config, page }: HttpParts) {
  const allowed = { listed: config.server.allowedOrigins, hasPage: page !== undefined };
  return cors({
    origin: (origin, c) => (origin !== "" && isAllowedOrigin(origin, c.req.header("host"), allowed) ? origin : null),
    allowMethods: ["GET", "POST", "PATCH", "DELETE"],
    allowHeaders: ["authorization", "content-type", "idempotency-key", "prefer", "last-event-id", "if-none-match"],
    exposeHeaders: ["content-disposition", "etag", "location", "preference-applied", "retry-after", "x-request-id"],
    maxAge: 600,
  });
}
