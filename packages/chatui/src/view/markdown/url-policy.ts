/** The address a link may go to, or undefined: http, https, mailto and tel only. */
export function allowedLink(href: string): string | undefined {
  return allowed(href, ["http:", "https:", "mailto:", "tel:"]);
}

/** The address an image may come from, or undefined: https, or an image in a `data:` address. */
export function allowedImage(src: string): string | undefined {
  if (/^data:/i.test(src)) return /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]/i.test(src) ? src : undefined;
  return allowed(src, ["https:"]);
}

function allowed(address: string, protocols: readonly string[]): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return protocols.includes(url.protocol) ? url.href : undefined;
}
