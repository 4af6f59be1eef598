import ipaddr from "ipaddr.js";

/** Where Azure answers to every machine of its own; public by number only. */
const platformAddresses = new Set(["168.63.129.16"]);

/**
 * True for an address that anybody on the internet has: global unicast. Everything else is not: private, loopback,
 * link-local, shared (CGNAT), multicast, reserved and documentation ranges, and IPv6 forms that carry an IPv4 address
 * (mapped, compatible, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || platformAddresses.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(ipaddr.parse("2000::"), 3);
}
