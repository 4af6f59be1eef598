// Runs without the monorepo's export conditions: it may import relative files and node: builtins only.
import { parentPort, workerData } from "node:worker_threads";
import { openReader, openWriter } from "./open-database.ts";
import { createStatements } from "./statements.ts";
import { toFailure } from "./worker-failure.ts";
import type { WorkerData, WorkerReply, WorkerRequest } from "./worker-messages.ts";
import { createWriterOperations } from "./writer-operations.ts";

const port = parentPort;
if (!port) throw new Error("the database's thread runs as a worker");
const reply = (message: WorkerReply) => port.postMessage(message);

try {
  serve(workerData as WorkerData);
  reply({ id: 0, result: null });
} catch (error) {
  reply({ id: 0, failure: toFailure(error) });
}

function serve({ file, durability, maxPages }: WorkerData): void {
  const operations = durability === undefined ? readerOperations(file) : writerOperations(file, durability);
  type Operation = (input: unknown) => unknown;
  function writerOperations(file: string, durability: NonNullable<WorkerData["durability"]>) {
    const database = openWriter(file, durability);
    if (maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${maxPages}`);
    return createWriterOperations(database);
  }
  port?.on("message", ({ id, name, input }: WorkerRequest) => {
    try {
      const operation = (operations as Partial<Record<string, Operation>>)[name];
      if (!operation) throw new Error(`this thread cannot ${name}`);
      reply({ id, result: operation(input) });
    } catch (error) {
      reply({ id, failure: toFailure(error) });
    }
    if (name === "close") port.close();
  });
}

function readerOperations(file: string) {
  const database = openReader(file);
  const statements = createStatements(database);
  return {
    query: (statement: Parameters<typeof statements.all>[0]) => statements.all(statement),
    close(): null {
      database.close();
      return null;
    },
  };
}
