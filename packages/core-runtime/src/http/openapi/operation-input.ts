import type { z } from "zod";
import type { Operation } from "../operation.ts";
import { schemaNames, schemaRef } from "./collection-schemas.ts";
import { type JsonSchema, toJsonSchema } from "./json-schema.ts";

/** What an operation takes: parameters and a body. */
export function operationInput(operation: Operation): object {
  const parameters = [...pathParameters(operation), ...queryParameters(operation), ...headerParameters(operation)];
  const body = bodySchema(operation);
  return {
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
  };
}

function pathParameters({ path, params }: Operation): readonly object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => {
    const own = shapeOf(params)[name];
    return { name, in: "path", required: true, schema: own ? toJsonSchema(own, "input") : { type: "string" } };
  });
}

const text = { type: "string" };

/** What lists are asked for. */
const listParameters: Readonly<Record<string, JsonSchema>> = {
  filter: { ...text, maxLength: 2048, description: "A condition in CEL: `done == false && priority > 2`." },
  sort: { ...text, description: "At most three fields: `-created_at,title`. The newest first when left out." },
  limit: { type: "integer", minimum: 1, maximum: 200, default: 50 },
  cursor: { ...text, description: "`next_cursor` of the page before." },
  expand: { ...text, description: "References to follow: `project,project.client`. At most five paths of two steps." },
  count: { type: "boolean", default: false, description: "Whether to count all records of the list." },
};

function queryParameters({ kind, query }: Operation): readonly object[] {
  const { expand } = listParameters;
  if (kind === "list") return toParameters(listParameters);
  if (kind === "read") return toParameters({ ...(expand && { expand }) });
  const shape = Object.entries(shapeOf(query));
  return shape.map(([name, schema]) => ({
    name,
    in: "query",
    required: !schema.safeParse(undefined).success,
    schema: toJsonSchema(schema, "input"),
  }));
}

const toParameters = (schemas: Readonly<Record<string, JsonSchema>>): readonly object[] =>
  Object.entries(schemas).map(([name, schema]) => ({ name, in: "query", schema }));

function headerParameters({ kind, method }: Operation): readonly object[] {
  const ofRecord = kind === "update" || kind === "delete" || kind === "restore";
  const once = ofRecord || kind === "create" || (kind === "route" && method !== "GET");
  return [
    ...(ofRecord
      ? [{ name: "If-Match", in: "header", schema: text, description: 'The version it must still have: `"3"`.' }]
      : []),
    ...(once
      ? [{ name: "Idempotency-Key", in: "header", schema: text, description: "Does the same once in 24 h." }]
      : []),
  ];
}

function bodySchema({ kind, collection, body }: Operation): JsonSchema | undefined {
  if (kind === "create" && collection !== undefined) return schemaRef(schemaNames(collection).create);
  if (kind === "update" && collection !== undefined) return schemaRef(schemaNames(collection).patch);
  return body && toJsonSchema(body, "input");
}

function shapeOf(schema: z.ZodType | undefined): Readonly<Record<string, z.ZodType>> {
  return (schema as { shape?: Record<string, z.ZodType> } | undefined)?.shape ?? {};
}
