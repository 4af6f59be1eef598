import { startProcess } from "../../turn-overhead/start-process.ts";
import { sampleTask, type Target, toRequest, users } from "../target.ts";

/** What a hand-written server costs that checks a body and runs the statement: no credential, tenant, rule, limit, log or feed. */
export const bareHono: Target = {
  name: "bare Hono + zod + node:sqlite, synchronous=NORMAL",
  async open() {
    const server = await startProcess(new URL("bare-hono-server.ts", import.meta.url));
    const { port, ids } = JSON.parse(server.answer) as { port: number; ids: readonly string[] };
    const authorization = (index: number) => `User user${index % users}`;
    const get = (path: string) =>
      Array.from({ length: users }, (_, index) =>
        toRequest({ method: "GET", path, authorization: authorization(index) }),
      );
    return {
      pid: server.pid,
      port,
      requests: {
        get: ids.map((id, index) =>
          toRequest({ method: "GET", path: `/api/tasks/${id}`, authorization: authorization(index) }),
        ),
        list: get("/api/tasks?limit=20"),
        "list+count": get("/api/tasks?limit=20&count=true"),
        create: Array.from({ length: users }, (_, index) =>
          toRequest({
            method: "POST",
            path: "/api/tasks",
            authorization: authorization(index),
            body: sampleTask(index),
          }),
        ),
      },
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
};
