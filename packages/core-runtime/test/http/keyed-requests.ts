import { auth, defineApp, defineCollection } from "@mozaiks/core-runtime";
import { openApp, openSqliteEngine } from "@mozaiks/core-runtime/server";
import { testIdentity, tokenOf } from "../../src/identity/test-identity.ts";
import { silentLog } from "../../src/log.ts";

import { z } from "zod";

const rules = { list: auth.signedIn(), create: auth.signedIn() };
const notes = defineCollection("notes", { schema: z.object({ number: z.int() }), rules });

/** An app on a file, and requests to it under the key of their number: odd ones make two notes in a batch, even ones one. */
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
    /** The id of the first. */
    send: async (number: number): Promise<string> => {
      const keyed = { ...headers, "idempotency-key": `${number}` };
      const post = async (path: string, body: object) =>
        (await ask(path, { method: "POST", body: JSON.stringify(body), headers: keyed })).json();
      if (number % 2 === 0) return ((await post("/api/notes", { number })) as { id: string }).id;
      const create = { method: "POST", path: "/api/notes", body: { number } };
      const batch = await post("/api/batch", { operations: [create, create] });
      return (batch as { results: { body: { id: string } }[] }).results[0]?.body.id ?? "";
    },
    count: async (): Promise<number> => {
      const answer = await ask("/api/notes?count=true&limit=1", { headers });
      return ((await answer.json()) as { total: number }).total;
    },
  };
}
