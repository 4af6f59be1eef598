import { timingSafeEqual } from "node:crypto";
import { MozaiksError } from "@mozaiks/contracts";
import type { Secret } from "@mozaiks/contracts/server";
import type { Metrics } from "../metrics/metrics.ts";
import type { ClientFacts } from "./exchange.ts";
import type { ServicePage } from "./http-settings.ts";

export interface ServicePageParts {
  /** What `/info` tells everybody. */
  readonly info: { readonly name: string; readonly version: string; readonly mode: string };
  /** @throws MozaiksError when requests cannot be answered now. */
  readonly checkReady: () => Promise<void>;
  readonly metrics: Metrics;
  /** Who may read the metrics: who has a token, or without one what asks from this machine itself. */
  readonly metricsToken: Secret | undefined;
  /** Whether the configuration tells of a proxy: then everybody comes from where the proxy is. */
  readonly isBehindProxy: boolean;
}

/** What those who run an app ask it: whether the process lives, whether it can work, what it is, how it does. */
export function servicePages(parts: ServicePageParts): readonly ServicePage[] {
  const { info, checkReady, metrics, metricsToken, isBehindProxy } = parts;
  return [
    { path: "/health", answer: () => Response.json({ status: "ok" }) },
    {
      path: "/ready",
      async answer() {
        await checkReady();
        return Response.json({ status: "ok" });
      },
    },
    { path: "/info", answer: () => Response.json(info) },
    {
      path: "/metrics",
      async answer(request, facts) {
        if (metricsToken) checkToken(request, metricsToken);
        else if (isBehindProxy || !isFromHere(request, facts))
          throw new MozaiksError("auth.required", "The metrics need METRICS_TOKEN");
        return new Response(await metrics.exposition(), { headers: { "content-type": metrics.contentType } });
      },
    },
  ];
}

/** Whether a program on this machine asks, and no proxy on it does so for somebody else. */
function isFromHere({ headers }: Request, { clientAddress }: ClientFacts): boolean {
  const isForwarded = ["forwarded", "via", "x-forwarded-for", "x-real-ip"].some((name) => headers.has(name));
  return !isForwarded && clientAddress !== undefined && /^(?:127\.|::1$|::ffff:127\.)/.test(clientAddress);
}

function checkToken(request: Request, token: Secret): void {
  const header = request.headers.get("authorization");
  if (header === null) throw new MozaiksError("auth.required", "The metrics need a token");
  const [given, wanted] = [Buffer.from(header), Buffer.from(`Bearer ${token.reveal()}`)];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new MozaiksError("credential.invalid");
}
