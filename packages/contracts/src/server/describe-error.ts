import { isMozaiksError } from "../problems.ts";

/** What a log may say of an error. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  /** Only what the operating system said: any other text may quote a prompt, a key or a message. */
  readonly message?: string;
  readonly at?: readonly string[];
  readonly cause?: ErrorDescription;
}

const maxCauses = 5;

/** What is known of an error without the words of whoever threw it. */
export function describeError(thrown: unknown, depth = 0): ErrorDescription {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const code = "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
  const isKnown = isMozaiksError(thrown) || /^(E[A-Z0-9_]+|ERR_[A-Z0-9_]+)$/.test(code ?? "");
  return {
    name: /^[A-Za-z]{1,40}$/.test(thrown.name) ? thrown.name : "Error",
    ...(code !== undefined && isKnown && { code }),
    ...("syscall" in thrown && { message: thrown.message }),
    at: framesOf(thrown),
    ...(thrown.cause !== undefined && depth < maxCauses && { cause: describeError(thrown.cause, depth + 1) }),
  };
}

/** The frames of the stack without the message before them. */
function framesOf({ stack = "", message }: Error): string[] {
  const start = stack.indexOf(message);
  if (start < 0) return [];
  return stack
    .slice(start + message.length)
    .split("\n")
    .map((line) => line.trim().slice(0, 200))
    .filter((line) => line.startsWith("at "))
    .slice(0, 12);
}
