/** Set by the connection itself, or the runtime's business. */
const ownHeaders =
  /^(?:host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|proxy-.*)$/i;

/** Why a definition cannot set a header; undefined when it can. */
export function headerMistake(name: string): string | undefined {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return `${JSON.stringify(name)} is no header.`;
  return ownHeaders.test(name) ? `The header ${name} is the connection's.` : undefined;
}
