import { z } from "zod";
import { Id } from "./ids.ts";

export const launchScope = "workflow:execute";
export const serviceScope = "workflow:service";

const registered = { iss: z.string(), aud: z.union([z.string(), z.array(z.string())]), exp: z.number() };

/** Claims of a launch token: one user, one chat of one workflow. Further claims reach the workflow as `claims.<name>`. */
export const LaunchClaims = z.looseObject({
  ...registered,
  scope: z.literal(launchScope),
  user_id: Id,
  app_id: Id,
  workflow_id: Id,
  chat_id: Id,
  max_tokens: z.int().positive().optional(),
});
export type LaunchClaims = z.infer<typeof LaunchClaims>;

/** Claims of a service token: a control plane that may act for any user of its app. */
export const ServiceClaims = z.looseObject({ ...registered, scope: z.literal(serviceScope), app_id: Id });
export type ServiceClaims = z.infer<typeof ServiceClaims>;

/** The claims that are ours; every other one is the control plane's and becomes context. */
export const reservedClaims: readonly string[] = [
  "iss",
  "aud",
  "exp",
  "nbf",
  "iat",
  "jti",
  "sub",
  "tenant",
  "scope",
  "user_id",
  "app_id",
  "workflow_id",
  "chat_id",
  "max_tokens",
];
