import { MozaiksError } from "@mozaiks/contracts";

const secureName = "__Host-mozaiks_session";
/** `__Host-` needs `Secure`, which some browsers do not take from http on loopback. */
const insecureName = "mozaiks_session";

/** How the session's secret travels in browsers. `isInsecure` (`MOZAIKS_INSECURE_COOKIE=1`) is for development on loopback. */
export interface SessionCookie {
  /** The secret in a request; undefined without one. @throws MozaiksError `credential.invalid` when two differ. */
  read(request: Request): string | undefined;
  /** The `Set-Cookie` that hands a secret out. */
  set(secret: string, maxAgeS: number): string;
  /** The `Set-Cookie` that takes it back. */
  clear(): string;
}

export function createSessionCookie({ isInsecure = false } = {}): SessionCookie {
  const name = isInsecure ? insecureName : secureName;
  const attributes = `Path=/; ${isInsecure ? "" : "Secure; "}HttpOnly; SameSite=Lax`;
  return {
    read(request) {
      const values = new Set(valuesOf(name, request));
      if (values.size > 1) throw new MozaiksError("credential.invalid", "There are two session cookies");
      return [...values][0];
    },
    set: (secret, maxAgeS) => `${name}=${secret}; ${attributes}; Max-Age=${maxAgeS}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  };
}

/** Whether a browser sent a session along, under either name. */
export const carriesSessionCookie = (request: Request): boolean =>
  [secureName, insecureName].some((name) => valuesOf(name, request).length > 0);

function valuesOf(name: string, request: Request): readonly string[] {
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}
