/** One thing that is wrong with a request: `/title` in the body, `?sort` in the address. */
export interface ProblemItem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/**
 * What the app refused or failed at (RFC 9457), or `network.failed` with status 0 when there was no answer. Behaviour follows
 * `code`; `message` is for people. Recognise it with {@link isProblem}: two copies of a package may be loaded.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: string;
  readonly status: number;
  readonly errors: readonly ProblemItem[];
  /** Everything the answer says: `current_version` of a `record.version-conflict`, `index` of a batch. */
  readonly problem: Readonly<Record<string, unknown>>;
  /** After how long the app asks to try again. */
  readonly retryAfterMs: number | undefined;

  constructor(
    status: number,
    problem: Readonly<Record<string, unknown>>,
    { retryAfterMs, ...options }: ErrorOptions & { retryAfterMs?: number | undefined } = {},
  ) {
    super(String(problem["detail"] ?? problem["title"] ?? problem["code"]), options);
    this.code = String(problem["code"]);
    this.status = status;
    this.errors = Array.isArray(problem["errors"]) ? problem["errors"] : [];
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether something thrown is a problem, with this code when one is said. */
export function isProblem(thrown: unknown, code?: string): thrown is ProblemError {
  if (!(thrown instanceof Error) || thrown.name !== "ProblemError" || !("code" in thrown)) return false;
  return code === undefined || thrown.code === code;
}

/** Whether the same request may well succeed later. */
export const isPassing = ({ status, code }: ProblemError): boolean =>
  passing.has(status) || code === "idempotency.in-progress";

const passing: ReadonlySet<number> = new Set([0, 408, 429, 502, 503, 504]);

/** The problem that an answer is. */
export async function toProblem(response: Response): Promise<ProblemError> {
  const { status } = response;
  const retryAfterS = Number(response.headers.get("retry-after") ?? Number.NaN);
  const retryAfterMs = Number.isFinite(retryAfterS) ? retryAfterS * 1000 : undefined;
  const problem: unknown = await response.json().catch(() => undefined);
  const isTold = typeof problem === "object" && problem !== null && "code" in problem;
  return new ProblemError(
    status,
    isTold ? { ...problem } : { code: "answer.unreadable", title: `The answer was ${status} and cannot be read` },
    { retryAfterMs },
  );
}

export const networkProblem = (cause: unknown): ProblemError =>
  new ProblemError(0, { code: "network.failed", title: "The app cannot be reached" }, { cause });
