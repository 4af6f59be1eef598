import { timingSafeEqual } from "node:crypto";
import { MozaiksError } from "@mozaiks/contracts";
import type { Secret } from "@mozaiks/contracts/server";
import type { Metrics } from "../metrics/metrics.ts";
import type { ServicePage } from "./http-settings.ts";

export interface ServicePageParts {
  /** What `/info` tells everybody. */
  readonly info: { readonly name: string; readonly version: string; readonly mode: string };
  /** @throws MozaiksError when requests cannot be answered now. */
  readonly checkReady: () => Promise<void>;
  readonly metrics: Metrics;
  /** Who may read the metrics: who has a token, everybody, nobody. */
  readonly metricsAccess: Secret | "open" | "closed";
}

/** What those who run an app ask it: whether the process lives, whether it can work, what it is, how it does. */
export function servicePages({ info, checkReady, metrics, metricsAccess }: ServicePageParts): readonly ServicePage[] {
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
    ...(metricsAccess === "closed"
      ? []
      : [
          {
            path: "/metrics",
            async answer(request: Request) {
              if (metricsAccess !== "open") checkToken(request, metricsAccess);
              return new Response(await metrics.exposition(), { headers: { "content-type": metrics.contentType } });
            },
          },
        ]),
  ];
}

function checkToken(request: Request, token: Secret): void {
  const header = request.headers.get("authorization");
  if (header === null) throw new MozaiksError("auth.required", "The metrics need a token");
  const [given, wanted] = [Buffer.from(header), Buffer.from(`Bearer ${token.reveal()}`)];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new MozaiksError("credential.invalid");
}
