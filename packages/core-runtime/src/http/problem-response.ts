import { isMozaiksError, MozaiksError, problems } from "@mozaiks/contracts";

/**
 * The only place where an error becomes HTTP (RFC 9457). `instance` is the request's id. Of a fault of ours nothing is told but
 * its code.
 */
export function problemResponse(thrown: unknown, instance: string): Response {
  const error = toAppError(thrown);
  const { status, title } = problems[error.code];
  const isOurs = status >= 500;
  const problem = {
    type: `https://mozaiks.dev/problems/${error.code}`,
    title,
    status,
    code: error.code,
    detail: isOurs ? title : error.message,
    instance,
    ...(!isOurs && error.members),
  };
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (error.retryAfterS !== undefined) headers.set("retry-after", String(error.retryAfterS));
  else if (status === 503) headers.set("retry-after", "1");
  if (status === 401) headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(problem), { status, headers });
}

/** The error as an app answers it: what is not ours is `internal.error`. */
export function toAppError(thrown: unknown): MozaiksError {
  if (isMozaiksError(thrown) && thrown.code !== "internal") return thrown;
  return new MozaiksError("internal.error", undefined, { cause: thrown });
}
