/** Why something did not work, as a person may read it. `code` is stable (`session.not-found`); behaviour follows it. */
export interface ChatProblem {
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
}

/** A refused or failed request. `status` is 0 when no answer came. */
export class ChatRequestError extends Error {
  override readonly name = "ChatRequestError";
  readonly status: number;
  readonly problem: ChatProblem;

  constructor(status: number, problem: ChatProblem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options);
    this.status = status;
    this.problem = problem;
  }
}

/** The problem behind whatever was thrown. */
export function toChatProblem(thrown: unknown): ChatProblem {
  if (thrown instanceof ChatRequestError) return thrown.problem;
  return {
    code: "client.failed",
    title: "Something went wrong",
    ...(thrown instanceof Error && { detail: thrown.message }),
  };
}

/** The problem in an `error` frame. */
export function toNotice({
  code,
  title,
  detail,
}: {
  code: string;
  title: string;
  detail?: string | undefined;
}): ChatProblem {
  return { code, title, ...(detail !== undefined && detail !== title && { detail }) };
}

/** Reads RFC 9457 problem details out of an answer's body. */
export function parseProblem(status: number, body: unknown): ChatProblem {
  const { code, title, detail } = isObject(body) ? body : {};
  return {
    code: typeof code === "string" ? code : `http.${status}`,
    title: typeof title === "string" ? title : `The server answered ${status}`,
    ...(typeof detail === "string" && detail !== title && { detail }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
