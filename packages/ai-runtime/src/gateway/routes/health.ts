import type { Health } from "@mozaiks/contracts";
import { type Endpoint, openEndpoint } from "../endpoint.ts";

const healthAt = (path: string): Endpoint =>
  openEndpoint({
    method: "get",
    path,
    summary: "Whether the process answers",
    answers: { 200: [{ description: "It does.", schema: "Health" }] },
    handle(c, { version }) {
      const answer: Health = { status: "ok", version };
      return c.json(answer);
    },
  });

export const health = healthAt("/health");
export const apiHealth = healthAt("/api/health");
