import type { Operation } from "../operation.ts";
import { schemaNames, schemaRef } from "./collection-schemas.ts";
import { type JsonSchema, toJsonSchema } from "./json-schema.ts";

/** What an operation answers when all is well, by status. */
export function operationOutput(operation: Operation): object {
  const { kind, collection = "", output } = operation;
  const names = schemaNames(collection);
  switch (kind) {
    case "list":
      return { 200: json("A page of records.", schemaRef(names.page)) };
    case "create":
      return { 201: record("The new record.", names.record) };
    case "read":
    case "update":
    case "restore":
      return { 200: record("The record.", names.record) };
    case "delete":
      return { 204: { description: "It is deleted." } };
    case "route":
      return output ? { 200: json("What the route answers.", toJsonSchema(output, "output")) } : done;
    case "kernel":
      return output ? { "2XX": json("It is done.", toJsonSchema(output, "output")) } : done;
  }
}

const done = { "2XX": { description: "It is done." } };

const json = (description: string, schema: JsonSchema) => ({
  description,
  content: { "application/json": { schema } },
});

const record = (description: string, name: string) => ({
  ...json(description, schemaRef(name)),
  headers: { ETag: { description: "The version in quotes.", schema: { type: "string" } } },
});
