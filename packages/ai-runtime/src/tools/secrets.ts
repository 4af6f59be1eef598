import type { Secret } from "@mozaiks/contracts/server";

/** What tools may refer to by `${secret:NAME}`, by name. */
export type Secrets = Readonly<Record<string, Secret>>;

/** The secrets of one call, which remembers those that it gave out. */
export interface SecretScope {
  /** @throws Error, which names it, when there is no such secret. */
  readonly reveal: (name: string) => string;
  /** A text without the secrets that were given out, however they are encoded in it. */
  readonly redact: (text: string) => string;
}

const shortestRedacted = 4;

export function createSecretScope(secrets: Secrets): SecretScope {
  const revealed = new Set<string>();
  return {
    reveal(name) {
      const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
      if (!secret) throw new Error(`the secret ${name} is not set: set it and name it in SECRETS_ENV_ALLOWLIST`);
      const value = secret.reveal();
      for (const form of formsOf(value)) if (form.length >= shortestRedacted) revealed.add(form);
      return value;
    },
    redact: (text) =>
      [...revealed]
        .toSorted((left, right) => right.length - left.length)
        .reduce((clean, form) => clean.replaceAll(form, "[secret]"), text),
  };
}

function formsOf(value: string): readonly string[] {
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString("base64"),
    Buffer.from(value).toString("base64url"),
  ];
}
