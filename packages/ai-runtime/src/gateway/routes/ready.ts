import type { Readiness } from "@mozaiks/contracts";
import { isMozaiksError } from "@mozaiks/contracts";
import { openEndpoint } from "../endpoint.ts";

/** Asks every part that sessions need; never the model endpoint, whose faults are each session's own. */
export const ready = openEndpoint({
  method: "get",
  path: "/ready",
  summary: "Whether the process can take sessions",
  answers: {
    200: [{ description: "All parts are ready.", schema: "Readiness" }],
    503: [{ description: "At least one is not.", schema: "Readiness" }],
  },
  async handle(c, parts) {
    const checks = Object.fromEntries(
      await Promise.all(Object.entries(parts.checks).map(async ([name, ask]) => [name, await resultOf(ask)] as const)),
    );
    const isReady = Object.values(checks).every(({ ok }) => ok);
    const answer: Readiness = { status: isReady ? "ready" : "not-ready", checks };
    return c.json(answer, isReady ? 200 : 503);
  },
});

async function resultOf(ask: () => Promise<void>): Promise<{ ok: boolean; detail?: string }> {
  try {
    await ask();
    return { ok: true };
  } catch (thrown) {
    return { ok: false, ...(isMozaiksError(thrown) && { detail: thrown.code }) };
  }
}
