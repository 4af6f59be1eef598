import { type Json, MozaiksError } from "@mozaiks/contracts";
import type { z } from "zod";
import type { CompiledApp, CompiledRoute } from "../definition/compiled-app.ts";
import type { KeptAnswer } from "../records/idempotency-rows.ts";
import type { Call, Method, Operation } from "./operation.ts";
import { parseRouteInput } from "./route-input.ts";
import { answerRouteOnce } from "./route-once.ts";

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
    async handle(call) {
      const input = parseRouteInput(route, call);
      const work = async () => toAnswer(await route.handler(input), route, call, checkOutput);
      const key = route.method === "GET" ? null : call.request.headers.get("idempotency-key");
      return toResponse(await (key === null ? work() : once(key, call, work)));
    },
  }));
}

function once(key: string, { request, url, body, scope }: Call, work: () => Promise<Response | KeptAnswer>) {
  const route = `${request.method} ${url.pathname}`;
  return answerRouteOnce({ key, route, input: { body, query: url.search } }, scope, work);
}

/** What a handler gave, as an answer: nothing is 204, anything else 200, and a `Response` what it is. */
function toAnswer(
  result: unknown,
  { schemas }: CompiledRoute,
  call: Call,
  checkOutput: boolean,
): Response | KeptAnswer {
  if (result instanceof Response) return result;
  if (schemas.output) checkAnswer(schemas.output, result, call, checkOutput);
  return result === undefined ? { status: 204, body: null } : { status: 200, body: result as Json };
}

function toResponse(answer: Response | KeptAnswer): Response {
  if (answer instanceof Response) return answer;
  const { status, body } = answer;
  return status === 204 ? new Response(null, { status }) : Response.json(body, { status });
}

function checkAnswer(schema: z.ZodType, output: unknown, { scope }: Call, isStrict: boolean): void {
  const result = schema.safeParse(output);
  if (result.success) return;
  const what = result.error.issues.map(({ path, message }) => `/${path.join("/")} ${message}`).join("; ");
  const cause = new Error(`The handler's output is not what its route promises: ${what}`);
  if (isStrict) throw new MozaiksError("internal.error", undefined, { cause });
  scope.kernel.log.error({ event: "route.output-invalid", requestId: scope.requestId }, cause);
}
