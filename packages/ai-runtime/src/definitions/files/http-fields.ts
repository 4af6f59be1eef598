import { z } from "zod";
import { Text } from "./fields.ts";

/** `http:` of a tool: what it asks of a web service. */
export const HttpFields = z.strictObject({
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]).nullish().describe("default `GET`"),
  url: Text.describe("whole URL; `{{ arguments.… }}` and `{{ context.… }}` can stand in its path and query"),
  headers: z.record(z.string(), z.string()).nullish().describe("headers by name; `${secret:NAME}` stands for a secret"),
  body: z.json().optional().describe("what is sent: an object or list as JSON (or as a form), or a text"),
  allowed_hosts: z
    .array(Text)
    .min(1, "must name a host")
    .describe("hosts it may call, also after redirects: `api.example.com`, `*.example.com`, `api.example.com:8443`"),
});
export type HttpFields = z.infer<typeof HttpFields>;
