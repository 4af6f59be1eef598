import ipaddr from "ipaddr.js";
import { z } from "zod";

/** A network of addresses: its first address and how many bits all of it have in common. */
export type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Which proxies are believed: so many nearest ones, or those in some networks. */
export type ProxyTrust =
  | { readonly kind: "hops"; readonly count: number }
  | { readonly kind: "networks"; readonly networks: readonly Network[] };

/** A number of hops, or addresses and networks between commas. */
export function proxyTrust(): z.ZodType<ProxyTrust, string> {
  return z.string().transform((text, context): ProxyTrust => {
    if (/^(?:\d|10)$/.test(text)) return { kind: "hops", count: Number(text) };
    const networks: Network[] = [];
    for (const item of text.split(",").map((each) => each.trim())) {
      const network = toNetwork(item);
      if (network) networks.push(network);
      else
        context.addIssue(`holds ${JSON.stringify(item)}; give a number from 0 to 10, or addresses such as 10.0.0.0/8`);
    }
    return { kind: "networks", networks };
  });
}

function toNetwork(text: string): Network | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}
