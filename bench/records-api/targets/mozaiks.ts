import { startProcess } from "../../turn-overhead/start-process.ts";
import { type OpenTarget, sampleTask, type Target, toRequest } from "../target.ts";

/** What the server's process says when it is filled and listens. */
export interface MozaiksReady {
  readonly port: number;
  readonly tokens: readonly string[];
  /** A record of each user, several times over. */
  readonly owned: readonly { readonly user: number; readonly id: string }[];
}

/** MozaiksCore as `startApp` runs it: app tokens, membership, rules, rate limits, metrics, request log and change feed on. */
export const mozaiks = (durability: "full" | "normal"): Target => ({
  name: `MozaiksCore, synchronous=${durability.toUpperCase()}`,
  async open(): Promise<OpenTarget> {
    const server = await startProcess(new URL("mozaiks-server.ts", import.meta.url), [durability]);
    const { port, tokens, owned } = JSON.parse(server.answer) as MozaiksReady;
    const bearer = (user: number) => `Bearer ${tokens[user]}`;
    const get = (path: string) =>
      tokens.map((_, user) => toRequest({ method: "GET", path, authorization: bearer(user) }));
    return {
      pid: server.pid,
      port,
      requests: {
        get: owned.map(({ user, id }) =>
          toRequest({ method: "GET", path: `/api/tasks/${id}`, authorization: bearer(user) }),
        ),
        list: get("/api/tasks?limit=20"),
        "list+count": get("/api/tasks?limit=20&count=true"),
        create: tokens.map((_, user) =>
          toRequest({ method: "POST", path: "/api/tasks", authorization: bearer(user), body: sampleTask(user) }),
        ),
      },
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
});
