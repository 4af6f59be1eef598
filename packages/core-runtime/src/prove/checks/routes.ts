import type { Json } from "@mozaiks/contracts";
import { z } from "zod";
import { globalTenant } from "../../data/row.ts";
import type { CompiledRoute } from "../../definition/compiled-app.ts";
import type { Actor } from "../cast.ts";
import { jsonSchemaValue, type ValueSchema } from "../json-schema-value.ts";
import type { Walk } from "../walk.ts";
import { missingId } from "../probes.ts";

const callsPerActor = 4;

/**
 * The app's own routes: without a user only those that are public, and whatever they answer or write, nothing of another
 * organisation, also when they are handed its ids.
 */
export async function checkRoutes(walk: Walk): Promise<void> {
  const { cast, compiled } = walk.world;
  for (const route of compiled.routes) {
    const anonymous = route.access === "public" ? "anything" : ({ problem: "auth.required" } as const);
    await walk.examine(cast.nobody, requestFor(walk, route, cast.nobody), anonymous);
    for (const actor of cast.actors)
      for (let count = 0; count < callsPerActor; count += 1)
        await walk.examine(actor, requestFor(walk, route, actor), "anything");
  }
}

/** A request with ids of other organisations wherever there may be ids. */
function requestFor({ world }: Walk, { method, path, schemas }: CompiledRoute, actor: Actor) {
  const { random, oracle, compiled, cast } = world;
  const foreign = [...compiled.collections.values()].flatMap(({ name, isGlobal }) =>
    cast.tenants
      .filter((tenant) => tenant !== actor.tenant)
      .flatMap((tenant) => oracle.truth.rows(name, isGlobal ? globalTenant : tenant).map(({ id }) => id)),
  );
  const id = () => (foreign.length > 0 && random.chance(0.8) ? random.pick(foreign) : missingId);
  const made = (schema: z.ZodType): Json =>
    jsonSchemaValue(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as ValueSchema, random, id);
  const query = schemas.query ? made(schemas.query) : null;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(typeof query === "object" && query !== null ? query : {}))
    search.append(name, typeof value === "string" ? value : JSON.stringify(value));
  const address = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(id()));
  return {
    method,
    isRoute: true,
    path: search.size > 0 ? `${address}?${search.toString()}` : address,
    ...(method !== "GET" && { body: schemas.body ? made(schemas.body) : { id: id(), text: id(), title: id() } }),
  };
}
