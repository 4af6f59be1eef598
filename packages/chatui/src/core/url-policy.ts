/** Where links in messages may go and images come from. Without a list: anywhere by the protocols that are allowed. */
export interface UrlPolicy {
  /** Hosts such as `example.com`; `*.example.com` is every host below it. */
  readonly linkHosts?: readonly string[];
  readonly imageHosts?: readonly string[];
}

/** The address a link may go to, or undefined: http and https to allowed hosts, mailto and tel. */
export function allowedLink(href: string, { linkHosts }: UrlPolicy = {}): string | undefined {
  return allowed(href, ["http:", "https:", "mailto:", "tel:"], linkHosts);
}

/** The address an image may come from, or undefined: https from allowed hosts, or an image in a `data:` address. */
export function allowedImage(src: string, { imageHosts }: UrlPolicy = {}): string | undefined {
  if (/^data:/i.test(src)) return /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]/i.test(src) ? src : undefined;
  return allowed(src, ["https:"], imageHosts);
}

function allowed(address: string, protocols: readonly string[], hosts?: readonly string[]): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!protocols.includes(url.protocol)) return undefined;
  const isHostAllowed =
    url.hostname === "" || !hosts || hosts.some((host) => isWithin(url.hostname, host.toLowerCase()));
  return isHostAllowed ? url.href : undefined;
}

function isWithin(hostname: string, host: string): boolean {
  return host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host;
}
