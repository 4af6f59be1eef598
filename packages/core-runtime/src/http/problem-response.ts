import { isMozaiksError, MozaiksError, problems } from "@mozaiks/contracts";

/** The only place where an error becomes HTTP (RFC 9457). `instance` is the request's id. */
export function problemResponse(thrown: unknown, instance: string): Response {
  const error = toAppError(thrown);
  const { status } = problems[error.code];
  return new Response(JSON.stringify(problemOf(error, instance)), {
    status,
    headers: {
      "content-type": "application/problem+json",
      ...retryAfter(error, status),
      ...(status === 401 && { "www-authenticate": "Bearer" }),
    },
  });
}

/** The error as a person and a program may read it. Of a fault of ours nothing is told but its code. */
export function problemOf(error: MozaiksError, instance: string): object {
  const { status, title } = problems[error.code];
  const isOurs = status >= 500;
  return {
    type: `https://mozaiks.dev/problems/${error.code}`,
    title,
    status,
    code: error.code,
    detail: isOurs ? title : error.message,
    instance,
    ...(!isOurs && error.members),
  };
}

/** The error as an app answers it: what is not ours is `internal.error`. */
export function toAppError(thrown: unknown): MozaiksError {
  if (isMozaiksError(thrown) && thrown.code !== "internal") return thrown;
  return new MozaiksError("internal.error", undefined, { cause: thrown });
}

function retryAfter({ retryAfterS }: MozaiksError, status: number): Record<string, string> {
  if (retryAfterS !== undefined) return { "retry-after": String(retryAfterS) };
  return status === 503 ? { "retry-after": "1" } : {};
}
