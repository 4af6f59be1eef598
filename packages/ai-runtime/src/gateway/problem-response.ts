import { isMozaiksError, MozaiksError, type Problem, problems, publicDetail, toMozaiksError } from "@mozaiks/contracts";
import { HTTPException } from "hono/http-exception";

/**
 * The only place where an error becomes HTTP (RFC 9457). `instance` is the request's id; faults of ours keep their detail
 * to themselves.
 */
export function problemResponse(thrown: unknown, instance: string): Response {
  const error = toHttpError(thrown);
  const { status, title } = problems[error.code];
  const detail = publicDetail(error);
  const problem: Problem = {
    type: `https://mozaiks.dev/problems/${error.code}`,
    title,
    status,
    code: error.code,
    error: title,
    ...(detail !== title && { detail }),
    instance,
  };
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (error.retryAfterS !== undefined) headers.set("retry-after", String(error.retryAfterS));
  else if (status === 503) headers.set("retry-after", "1");
  if (status === 401) headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(problem), { status, headers });
}

/** The error as ours: what the framework throws about a request is the client's mistake. */
export function toHttpError(thrown: unknown): MozaiksError {
  if (isMozaiksError(thrown)) return thrown;
  if (thrown instanceof HTTPException && thrown.status < 500)
    return new MozaiksError("request.invalid", undefined, { cause: thrown });
  return toMozaiksError(thrown);
}
