import ipaddr from "ipaddr.js";
import type { ProxyTrust } from "../config/proxy-trust.ts";

/**
 * The address of who really asks. Only what trusted proxies add to `X-Forwarded-For` is believed: its last entry is by the proxy
 * that is connected, the one before by the proxy before it. What a client put there itself stands further left and is not reached.
 */
export function clientAddress(
  connected: string | undefined,
  forwardedFor: string | undefined,
  trust: ProxyTrust | undefined,
): string | undefined {
  if (trust === undefined || connected === undefined) return plainAddress(connected);
  let address = toAddress(connected);
  const hops = (forwardedFor ?? "").split(",");
  const most = trust.kind === "hops" ? trust.count : hops.length;
  for (let hop = 0; hop < most && address; hop++) {
    if (trust.kind === "networks" && !isWithin(address, trust)) break;
    const before = toAddress(hops.pop() ?? "");
    if (before === undefined) break;
    address = before;
  }
  return address?.toString();
}

/**
 * Whom to count together: an address, or of an IPv6 address its /64, which is what one subscriber is given.
 */
export function addressGroup(address: string): string {
  if (!address.includes(":")) return address;
  const parsed = toAddress(address);
  if (!(parsed instanceof ipaddr.IPv6)) return address;
  return parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":");
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** IPv4 that came by a socket for IPv6 is IPv4. */
const plainAddress = (address: string | undefined): string | undefined =>
  address?.startsWith("::ffff:") ? address.slice(7) : address;

/** An address, also with a port: `192.0.2.1:80`, `[2001:db8::1]:80`. */
function toAddress(text: string): Address | undefined {
  const trimmed = text.trim();
  const [, bracketed, plain] = /^(?:\[([^\]]+)\](?::\d+)?|([^:]+):\d+)$/.exec(trimmed) ?? [];
  const address = bracketed ?? plain ?? trimmed;
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  return isAddress ? ipaddr.process(address) : undefined;
}

function isWithin(address: Address, { networks }: Extract<ProxyTrust, { kind: "networks" }>): boolean {
  return networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}
