import { AISDKError, APICallError, InvalidResponseDataError } from "@ai-sdk/provider";
import { isMozaiksError, MozaiksError } from "@mozaiks/contracts";
import { retryAfterMs } from "./retry.ts";
import { BrokenAttempt, incompleteReply } from "./retrying-stream.ts";

export interface FailureContext {
  /** Takes secrets and the prompt out of a provider's text. */
  readonly redact: (text: string) => string;
  readonly nowMs: number;
  /** `request`: thrown before a stream was there; `stream`: thrown or reported by it. */
  readonly phase: "request" | "stream";
}

/** A provider does not know the model it was asked for; another model may answer. */
class ModelNotFound extends MozaiksError {
  readonly isModelNotFound = true;

  constructor(detail: string) {
    super("model.rejected", detail);
  }
}

export function isModelNotFound(thrown: unknown): boolean {
  return asRecord(thrown)["isModelNotFound"] === true;
}

/**
 * What a failed attempt means: `BrokenAttempt` when another may succeed (429, 408, 5xx, network, a broken stream), else
 * `model.rejected` with the provider's message. The original is not kept as a cause: it holds the prompt and the key.
 */
export function modelFailure(thrown: unknown, context: FailureContext): BrokenAttempt | MozaiksError {
  if (thrown instanceof BrokenAttempt || isMozaiksError(thrown)) return thrown;
  if (isTimeout(thrown)) return new BrokenAttempt(() => thrown.message);
  if (APICallError.isInstance(thrown)) return apiFailure(thrown, context);
  if (context.phase === "stream") return streamFailure(thrown, context);
  if (AISDKError.isInstance(thrown))
    return new MozaiksError(
      "model.rejected",
      `The request cannot be sent: ${context.redact(thrown.message + issuesOf(thrown))}`,
    );
  return new BrokenAttempt(() => networkText(thrown));
}

function apiFailure(error: APICallError, { redact, nowMs }: FailureContext): BrokenAttempt | MozaiksError {
  const status = error.statusCode;
  if (status === undefined) return new BrokenAttempt(() => networkText(error));
  if (status < 400) return new BrokenAttempt(() => `the stream broke (${networkText(error)})`);
  const text = () => `HTTP ${status}: ${redact(error.message)}`;
  const code = errorCode(error.data);
  if (isPassing(status) && code !== "insufficient_quota")
    return new BrokenAttempt(text, retryAfterMs(error.responseHeaders, nowMs) ?? retryInfoMs(error.data));
  const refusal = `The model provider refused the request (${text()})`;
  return status === 404 || code === "model_not_found"
    ? new ModelNotFound(refusal)
    : new MozaiksError("model.rejected", refusal);
}

/** An error event in the stream, or bytes that are no events. */
function streamFailure(thrown: unknown, { redact }: FailureContext): BrokenAttempt | MozaiksError {
  const { message, type, code, statusCode } = asRecord(thrown);
  if (InvalidResponseDataError.isInstance(thrown)) return new BrokenAttempt(() => incompleteReply);
  if (AISDKError.isInstance(thrown)) return new BrokenAttempt(() => "the stream is malformed");
  if (typeof message !== "string") return new BrokenAttempt(() => "the stream broke");
  const status = [statusCode, code].find((value) => typeof value === "number");
  const names = `${String(type)} ${String(code)}`;
  const isFinal =
    /insufficient_quota|invalid|context_length|authentication|permission|not_found/.test(names) ||
    (status !== undefined && status >= 400 && !isPassing(status));
  return isFinal
    ? new MozaiksError("model.rejected", `The model provider refused the request: ${redact(message)}`)
    : new BrokenAttempt(() => `the provider reported an error: ${redact(message)}`);
}

/** The wait that Gemini asks for in the body of an error (google.rpc.RetryInfo), in milliseconds. */
function retryInfoMs(data: unknown): number | undefined {
  const { details } = asRecord(asRecord(data)["error"]);
  if (!Array.isArray(details)) return undefined;
  const delays = details.map((detail) => /^(\d+(?:\.\d+)?)s$/.exec(String(asRecord(detail)["retryDelay"]))?.[1]);
  const seconds = delays.find((delay) => delay !== undefined);
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function isTimeout(thrown: unknown): thrown is DOMException {
  return thrown instanceof DOMException && thrown.name === "TimeoutError";
}

/** The code of a network error, without the address it was for. */
function networkText(thrown: unknown): string {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 8; error = error.cause, depth++) {
    const { code } = asRecord(error);
    if (typeof code === "string") return `network error ${code}`;
  }
  return "network error";
}

/** What a schema found wrong with options of `llm_config`, without their values. */
function issuesOf(thrown: unknown): string {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { issues } = asRecord(error);
    if (!Array.isArray(issues)) continue;
    const texts = issues.map(asRecord).map(({ path, message }) => `${String(path)}: ${String(message)}`);
    return ` (${texts.join("; ")})`;
  }
  return "";
}

function errorCode(data: unknown): unknown {
  const { code, type } = asRecord(asRecord(data)["error"]);
  return type === "insufficient_quota" ? type : code;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
