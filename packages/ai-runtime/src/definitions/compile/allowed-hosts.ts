/** An entry of `allowed_hosts`: `api.example.com`, `*.example.com` (any name below it), each with `:port` if need be. */
const entryPattern =
  /^(\*\.)?((?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/;

const usualPorts: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/** Why a text cannot be an entry of `allowed_hosts`; undefined when it can. */
export function allowedHostMistake(entry: string): string | undefined {
  const match = entryPattern.exec(entry);
  if (!match) return "is not a host";
  const [, wildcard, host = "", port] = match;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return "has no such port";
  if (wildcard !== undefined && (host.startsWith("[") || !host.includes("."))) return "is too wide";
  const text = `http://${host}`;
  return URL.canParse(text) && new URL(text).hostname === host ? undefined : "is not written as a host is";
}

/** True when a URL's host and port are in the list. Without a port an entry stands for 80 (http) and 443 (https). */
export function isAllowedHost(url: URL, allowed: readonly string[]): boolean {
  const port = url.port || (usualPorts[url.protocol] ?? "");
  return allowed.some((entry) => {
    const [, wildcard, host = "", ownPort] = entryPattern.exec(entry) ?? [];
    if (ownPort === undefined ? port !== usualPorts[url.protocol] : port !== ownPort) return false;
    return wildcard === undefined ? url.hostname === host : url.hostname.endsWith(`.${host}`);
  });
}
