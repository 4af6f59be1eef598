import { MozaiksError } from "@mozaiks/contracts";
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";

/** Hashes and checks passwords: argon2id in PHC strings. Every call costs the same work, whatever its outcome. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** `stored` null: there is no such account; the work is done all the same, and the answer is false. */
  verify(password: string, stored: string | null): Promise<boolean>;
}

/** OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. About 35 ms of one core. */
const parameters = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
const saltBytes = 16;

/**
 * At most 2 hashes run at once, so that signing in cannot take all cores and memory; further ones wait their turn, at most 64.
 * @throws MozaiksError `rate.limited` (`Retry-After: 1`) from both methods when too many wait.
 */
export function createPasswordHasher({ maxRunning = 2, maxWaiting = 64 } = {}): PasswordHasher {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= maxRunning) {
      if (waiting.length >= maxWaiting)
        throw new MozaiksError("rate.limited", "Too many people sign in at this moment", { retryAfterS: 1 });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(saltBytes);
        return toPhc(salt, await derive(password, { salt, ...parameters }));
      }),
    verify: (password, stored) =>
      inTurn(async () => {
        const { tag, ...given } = fromPhc(stored ?? toPhc(randomBytes(saltBytes), randomBytes(parameters.tagLength)));
        const isSame = timingSafeEqual(await derive(password, { ...given, tagLength: tag.length }), tag);
        return isSame && stored !== null;
      }),
  };
}

type Derivation = typeof parameters & { readonly salt: Buffer };

function derive(password: string, { salt, ...rest }: Derivation): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const given = { message: password.normalize("NFC"), nonce: salt, ...rest };
    argon2("argon2id", given, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

function toPhc(salt: Buffer, tag: Buffer): string {
  const { memory, passes, parallelism } = parameters;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

function fromPhc(text: string): Omit<Derivation, "tagLength"> & { readonly tag: Buffer } {
  const [, memory, passes, parallelism, salt = "", tag = ""] =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(text) ?? [];
  if (!tag) throw new TypeError("A stored password is no PHC string of argon2id");
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}
