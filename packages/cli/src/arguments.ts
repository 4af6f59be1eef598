import type { Arguments } from "./command.ts";
import { CliError } from "./failure.ts";

/** The text of an option, or undefined when it is not given. */
export function textOf(args: Arguments, name: string): string | undefined {
  const value = args.values[name];
  return typeof value === "string" ? value : undefined;
}

/** The texts of an option that may be repeated, or undefined when it is not given. */
export function textsOf(args: Arguments, name: string): readonly string[] | undefined {
  const value = args.values[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}

export function isSet(args: Arguments, name: string): boolean {
  return args.values[name] === true;
}

/** @throws CliError `usage.invalid` when it is missing. */
export function requiredText(args: Arguments, name: string): string {
  const value = textOf(args, name);
  if (value === undefined || value === "") throw usage(`--${name} is missing`);
  return value;
}

/** @throws CliError `usage.invalid` when it is not a port. */
export function portOf(args: Arguments): number | undefined {
  const text = textOf(args, "port");
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw usage(`--port is ${JSON.stringify(text)}, and must be from 0 to 65535`);
}

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A duration such as `90s`, `15m`, `8h`, `30d`; a bare number is seconds.
 * @throws CliError `usage.invalid` when it is not one, or zero.
 */
export function durationMsOf(args: Arguments, name: string): number | undefined {
  const text = textOf(args, name);
  if (text === undefined) return undefined;
  const [, amount, unit = "s"] = /^(\d+)([smhd])?$/.exec(text) ?? [];
  const durationMs = Number(amount) * unitMs[unit as keyof typeof unitMs];
  if (durationMs > 0 && Number.isSafeInteger(durationMs)) return durationMs;
  throw usage(`--${name} is ${JSON.stringify(text)}, and must be a duration such as 90s, 15m, 8h or 30d`);
}

export function usage(message: string, fix?: string): CliError {
  return new CliError("usage.invalid", message, { exitCode: 2, ...(fix !== undefined && { fix }) });
}
