import { MozaiksError } from "@mozaiks/contracts";
import type { z } from "zod";
import type { CompiledApp, CompiledRoute } from "../definition/compiled-app.ts";
import type { Request as RouteRequest } from "../definition/route.ts";
import { invalidRequest } from "../records/item-error.ts";
import type { Call, Method, Operation } from "./operation.ts";

/** The app's own routes. `checkOutput` is on in development and tests: a wrong output is an error there, and logged elsewhere. */
export function routeOperations(
  app: CompiledApp,
  { checkOutput }: { readonly checkOutput: boolean },
): readonly Operation[] {
  return app.routes.map((route) => ({
    id: `${route.method} ${route.path}`,
    method: route.method as Method,
    path: route.path,
    kind: "route",
    access: route.access,
    summary: `${route.method} ${route.path}`,
    ...route.schemas,
    handle: (call) => answerRoute(route, call, checkOutput),
  }));
}

async function answerRoute({ schemas, handler }: CompiledRoute, call: Call, checkOutput: boolean): Promise<Response> {
  const { request, url, scope } = call;
  const given: RouteRequest = {
    params: parsed(schemas.params, call.params, "path"),
    query: parsed(schemas.query, Object.fromEntries(url.searchParams), "query"),
    body: parsed(schemas.body, call.body, "body"),
    headers: request.headers,
    raw: request,
    signal: request.signal,
    requestId: scope.requestId,
  };
  const result = await handler(given);
  if (result instanceof Response) return result;
  if (schemas.output) checkedOutput(schemas.output, result, call, checkOutput);
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result);
}

function parsed<T>(schema: z.ZodType | undefined, value: T, place: "path" | "query" | "body"): T {
  if (!schema) return value;
  const result = schema.safeParse(value);
  if (result.success) return result.data as T;
  const start = { path: "{", query: "?", body: "/" }[place];
  throw invalidRequest(
    result.error.issues.map(({ path, message }) => ({
      path: `${start}${path.join("/")}${place === "path" ? "}" : ""}`,
      code: "type",
      message,
    })),
  );
}

function checkedOutput(schema: z.ZodType, output: unknown, { scope }: Call, isStrict: boolean): void {
  const result = schema.safeParse(output);
  if (result.success) return;
  const cause = new Error(
    `The handler's output is not what its route promises: ${result.error.issues.map(({ path, message }) => `/${path.join("/")} ${message}`).join("; ")}`,
  );
  if (isStrict) throw new MozaiksError("internal.error", undefined, { cause });
  scope.kernel.log.error({ event: "route.output-invalid", requestId: scope.requestId }, cause);
}
