import type { z } from "zod";
import type { Request as RouteRequest, RouteDefinition } from "../definition/route.ts";
import { invalidRequest, type ItemError, toItemErrors } from "../records/item-error.ts";
import type { Call } from "./operation.ts";

/** What a handler is given: all that it has schemas for is checked. @throws MozaiksError `request.invalid` with all that is wrong. */
export function parseRouteInput({ schemas }: Pick<RouteDefinition, "schemas">, call: Call): RouteRequest {
  const { request, url, params, body, scope } = call;
  const errors: ItemError[] = [];
  const parsed = <T>(schema: z.ZodType | undefined, value: T, place: "{" | "?" | "/"): T => {
    const result = schema?.safeParse(value, { reportInput: true });
    if (result?.success) return result.data as T;
    for (const issue of result?.error.issues ?? [])
      for (const error of toItemErrors(issue, ""))
        errors.push({ ...error, path: `${place}${error.path.slice(1)}${place === "{" ? "}" : ""}` });
    return value;
  };
  const query = schemas.query ? queryFor(schemas.query, url.searchParams) : Object.fromEntries(url.searchParams);
  const input: RouteRequest = {
    params: parsed(schemas.params, params, "{"),
    query: parsed(schemas.query, query as Record<string, string>, "?"),
    body: parsed<unknown>(schemas.body, body, "/"),
    headers: request.headers,
    raw: request,
    signal: request.signal,
    requestId: scope.requestId,
  };
  if (errors.length > 0) throw invalidRequest(errors);
  return input;
}

/** Parameters as a schema takes them: a list where it asks for one, and also where one is repeated that should not be. */
function queryFor(schema: z.ZodType, query: URLSearchParams): Readonly<Record<string, string | readonly string[]>> {
  const { shape = {} } = schema as { shape?: Readonly<Record<string, z.ZodType>> };
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const all = query.getAll(name);
      const [only = ""] = all;
      return [name, all.length > 1 || isList(shape[name]) ? all : only];
    }),
  );
}

function isList(schema: z.ZodType | undefined): boolean {
  if (!schema) return false;
  const { type, innerType } = schema.def as { type: string; innerType?: z.ZodType };
  return type === "array" || isList(innerType);
}
