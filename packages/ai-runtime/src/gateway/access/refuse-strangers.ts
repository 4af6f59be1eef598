import { getConnInfo } from "@hono/node-server/conninfo";
import { MozaiksError } from "@mozaiks/contracts";
import type { GatewayContext } from "../http-parts.ts";
import { isSameHost } from "./origins.ts";

const loopbackAddress = /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/;
const loopbackHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * Lets only pages of this server on this machine in, for routes of `mozaiks dev`.
 * A peer on this machine is not enough: any page in its browser could be the one that asks. The host's name is checked
 * too, because a foreign name can be made to resolve to this machine (DNS rebinding).
 * @throws MozaiksError `origin.not-allowed`.
 */
export function refuseStrangers(c: GatewayContext): void {
  const { address } = getConnInfo(c).remote;
  const [host, origin] = [c.req.header("host"), c.req.header("origin")];
  const isHere =
    address !== undefined && loopbackAddress.test(address) && host !== undefined && loopbackHost.test(host);
  if (!isHere || (origin !== undefined && !isSameHost(origin, host))) throw new MozaiksError("origin.not-allowed");
}
