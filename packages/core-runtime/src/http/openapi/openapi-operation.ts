import type { CompiledApp } from "../../definition/compiled-app.ts";
import type { Operation } from "../operation.ts";
import { queryOf } from "../query.ts";
import { toOpenApi } from "./openapi-document.ts";

/** Tells what the app answers. The document is made when it is first asked for. */
export function openApiOperation(app: CompiledApp, operations: () => readonly Operation[]): Operation {
  let text: string | undefined;
  return {
    id: "openapi",
    method: "GET",
    path: "/api/openapi.json",
    summary: "This document.",
    access: "public",
    kind: "kernel",
    async handle({ url }) {
      queryOf(url.searchParams, []);
      text ??= JSON.stringify(toOpenApi(app, operations()));
      return new Response(text, { headers: { "content-type": "application/json" } });
    },
  };
}
