// Runs without the monorepo's export conditions: it may import relative files and node: builtins only.
import { parentPort, workerData } from "node:worker_threads";
import type { DatabaseSync } from "node:sqlite";
import { openDatabase } from "./open-database.ts";
import { createOperations, type ThreadFailure, type ThreadReply, type ThreadRequest } from "./operations.ts";

const port = parentPort;
if (!port) throw new Error("the database thread runs as a worker");
const reply = (message: ThreadReply) => port.postMessage(message);

try {
  serve(openDatabase((workerData as { file: string }).file));
  reply({ id: 0, result: undefined });
} catch (error) {
  reply({ id: 0, failure: toFailure(error) });
}

function serve(database: DatabaseSync): void {
  const { reads, writes } = createOperations(database);
  type Operation = (input: unknown) => unknown;

  function answer(request: ThreadRequest): unknown {
    if ("read" in request) return (reads[request.read.name] as Operation)(request.read.input);
    if ("writes" in request)
      return inTransaction(
        request.writes.map(
          ({ name, input }) =>
            () =>
              (writes[name] as Operation)(input),
        ),
      );
    return database.close();
  }

  function inTransaction(steps: readonly (() => unknown)[]): unknown[] {
    database.exec("BEGIN IMMEDIATE");
    try {
      const results = steps.map((step) => step());
      database.exec("COMMIT");
      return results;
    } catch (error) {
      // A full disk rolls back by itself.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  port?.on("message", (request: ThreadRequest) => {
    try {
      reply({ id: request.id, result: answer(request) });
    } catch (error) {
      reply({ id: request.id, failure: toFailure(error) });
    }
    if ("close" in request) port.close();
  });
}

function toFailure(error: unknown): ThreadFailure {
  if (!(error instanceof Error)) return { message: String(error) };
  return "errcode" in error ? { message: error.message, errcode: Number(error.errcode) } : { message: error.message };
}
