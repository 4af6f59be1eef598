import { lookup as systemLookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { callbackify } from "node:util";
import { Agent, fetch, type RequestInit, type Response } from "undici";
import { isPublicAddress } from "./public-address.ts";

/** An address as a resolver gives it. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface GuardedFetchOptions {
  /** True: addresses of private networks and of this machine may be connected to. */
  readonly allowPrivate: boolean;
  /** Default: the system's resolver. */
  readonly resolve?: (host: string) => Promise<readonly ResolvedAddress[]>;
  /** Which addresses are public. */
  readonly isPublic?: (address: string) => boolean;
}

/** Requests that can only reach public addresses. */
export interface GuardedFetch extends AsyncDisposable {
  /**
   * One request, whose redirects are left to the caller. The host is resolved once; every address it has must be
   * public, and a connection goes to one of the very addresses that were checked.
   * @throws Error that says why in words, without the URL.
   */
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
}

export function openGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const { allowPrivate, isPublic = isPublicAddress, resolve = resolveBySystem } = options;

  async function resolveChecked(host: string): Promise<readonly ResolvedAddress[]> {
    const addresses = await resolve(host);
    if (addresses.length === 0) throw new Error(`the host ${host} has no address`);
    for (const { address } of addresses) check(host, address);
    return addresses;
  }

  function check(host: string, address: string): void {
    if (!allowPrivate && !isPublic(address)) throw new Error(`the host ${host} is not on the public internet`);
  }

  const resolveWithCallback = callbackify(resolveChecked);
  const lookup: LookupFunction = (host, { all }, done) => {
    resolveWithCallback(host, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) done(error, "", 0);
      else if (all === true) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  };
  const agent = new Agent({ connect: { lookup } });

  return {
    async fetch(url, init) {
      if (url.protocol !== "http:" && url.protocol !== "https:") throw new Error("only http and https can be called");
      if (url.username !== "" || url.password !== "") throw new Error("a URL with user or password is not called");
      const literal = url.hostname.replace(/^\[(.*)\]$/, "$1");
      if (isIP(literal) !== 0) check(url.hostname, literal);
      try {
        return await fetch(url, { ...init, redirect: "manual", dispatcher: agent });
      } catch (thrown) {
        init.signal?.throwIfAborted();
        throw new Error(reasonOf(thrown), { cause: thrown });
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

async function resolveBySystem(host: string): Promise<readonly ResolvedAddress[]> {
  const addresses = await systemLookup(host, { all: true });
  return addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

/** undici hides why behind "fetch failed". */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return reasonOf(thrown.errors[0]);
  return thrown.cause instanceof Error ? reasonOf(thrown.cause) : thrown.message;
}
