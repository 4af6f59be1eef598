import { MozaiksError } from "@mozaiks/contracts";
import { bearerOf, isEqual } from "../access/authenticate.ts";
import { openEndpoint } from "../endpoint.ts";

export const metrics = openEndpoint({
  method: "get",
  path: "/metrics",
  summary: "Metrics for Prometheus; asks for METRICS_TOKEN as Bearer when one is set",
  answers: { 200: [{ description: "The metrics.", contentType: "text/plain" }] },
  problems: ["token.missing", "token.invalid"],
  async handle(c, { config, metrics: source }) {
    const { token } = config.metrics;
    if (token) {
      const authorization = c.req.header("authorization");
      if (authorization === undefined) throw new MozaiksError("token.missing");
      if (!isEqual(bearerOf(authorization), token.reveal())) throw new MozaiksError("token.invalid");
    }
    return c.body(await source.exposition(), 200, { "content-type": source.contentType });
  },
});
