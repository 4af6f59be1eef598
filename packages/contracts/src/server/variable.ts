import { z } from "zod";

/** What the documentation says of a variable; kept as the schema's metadata. */
export interface VariableNotes {
  readonly description: string;
  /** What it may hold, for people: `0 to 65535`. */
  readonly values: string;
  /** The default in words, where it is not the schema's own. */
  readonly defaultText?: string;
  readonly secret?: boolean;
  readonly aliases?: readonly string[];
  /** Listed in the example file, commented out, with this value. */
  readonly example?: string;
}

/** A variable of the environment with its documentation. */
export function variable<T extends z.ZodType>(schema: T, notes: VariableNotes): T {
  return schema.meta({ ...notes });
}

const shown = (input: unknown): string => JSON.stringify(input);

/** A whole number in a range. */
export function wholeNumber(min: number, max: number, unit = ""): z.ZodType<number, string> {
  const wanted = `a whole number from ${min} to ${max}${unit && ` ${unit}`}`;
  return z.string().transform((text, context) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    context.addIssue(`is ${shown(text)}; give ${wanted}`);
    return z.NEVER;
  });
}

/** `true` or `false`, also `1`/`0`, `yes`/`no`, `on`/`off`. */
export function flag(): z.ZodType<boolean, string> {
  return z.stringbool({ error: (issue) => `is ${shown(issue.input)}; give true or false` });
}

/** One of a few words, without regard to case. */
export function oneOf<const T extends string>(...words: readonly T[]): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const word = words.find((candidate) => candidate === text.toLowerCase());
    if (word !== undefined) return word;
    context.addIssue(`is ${shown(text)}; give ${words.join(", ")}`);
    return z.NEVER;
  });
}

/** An http(s) URL, without a slash at its end. */
export function httpUrl(): z.ZodType<string, string> {
  return z
    .url({ protocol: /^https?$/, error: "is not a URL; give one such as https://example.com" })
    .transform((text) => text.replace(/\/+$/, ""));
}

/** One part of a host name: letters, digits and hyphens, at most 63. */
export function dnsLabel(): z.ZodType<string, string> {
  return z.string().refine((text) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(text), {
    error: (issue) => `is ${shown(issue.input)}; give letters, digits and hyphens only`,
  });
}

/** Items between commas (or another separator), blanks trimmed, empty ones dropped. */
export function list(separator = ","): z.ZodType<string[], string> {
  return z.string().transform((text) =>
    text
      .split(separator)
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  );
}

/** One origin: scheme, host and port; a slash at its end is dropped. */
export function origin(): z.ZodType<string, string> {
  return z
    .string()
    .transform((text) => text.replace(/\/$/, ""))
    .refine(isOrigin, { error: "is not an origin; give one such as https://app.example.com, without a path" });
}

/** Origins between commas: scheme, host and port, nothing else. */
export function origins(): z.ZodType<string[], string> {
  return list().check((context) => {
    for (const item of context.value) {
      if (isOrigin(item)) continue;
      context.issues.push({
        code: "custom",
        input: item,
        message: `holds ${shown(item)}; give origins such as https://app.example.com, without a path`,
      });
    }
  });
}

const normalized = z.url({ protocol: /^https?$/, normalize: true });

/** An origin is what a URL is once it is normal, without its last slash. */
function isOrigin(text: string): boolean {
  return !text.includes("@") && normalized.safeParse(text).data === `${text}/`;
}

/** How to make a value nobody can guess. */
export const makeSecret = `node -e 'console.log(require("crypto").randomBytes(32).toString("base64url"))'`;

/** A secret of at least `bytes` bytes. Mistakes never repeat it. */
export function secret(bytes: number): z.ZodType<string, string> {
  return z
    .string()
    .refine((text) => byteLength(text) >= bytes, `needs at least ${bytes} bytes; make one with: ${makeSecret}`);
}

/** In UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
