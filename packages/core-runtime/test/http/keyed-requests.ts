import { auth, defineApp, defineCollection } from "@mozaiks/core-runtime";
import { openApp, openSqliteEngine } from "@mozaiks/core-runtime/server";
import { testIdentity, tokenOf } from "../../src/identity/test-identity.ts";
import { silentLog } from "../../src/log.ts";

import { z } from "zod";

const rules = { list: auth.signedIn(), create: auth.signedIn() };
const notes = defineCollection("notes", { schema: z.object({ number: z.int() }), rules });

/** An app on a file, and requests to it that make two notes each, under the key of their number. */
export async function keyedRequests(file: string) {
  const engine = await openSqliteEngine({ file });
  const identity = testIdentity("test");
  const app = await openApp(defineApp({ name: "keyed", collections: [notes] }), {
    engine,
    identity,
    log: silentLog,
    mode: "test",
  });
  const headers = { authorization: `Bearer ${tokenOf({ id: "ann" })}`, "content-type": "application/json" };
  const ask = (path: string, init: RequestInit = {}) => app.fetch(new Request(`http://app.test${path}`, init));
  return {
    app,
    /** The id of the first of the two. */
    send: async (number: number): Promise<string> => {
      const create = { method: "POST", path: "/api/notes", body: { number } };
      const body = JSON.stringify({ operations: [create, create] });
      const answer = await ask("/api/batch", {
        method: "POST",
        body,
        headers: { ...headers, "idempotency-key": `${number}` },
      });
      const { results } = (await answer.json()) as { results: { body: { id: string } }[] };
      return results[0]?.body.id ?? "";
    },
    count: async (): Promise<number> => {
      const answer = await ask("/api/notes?count=true&limit=1", { headers });
      return ((await answer.json()) as { total: number }).total;
    },
  };
}
