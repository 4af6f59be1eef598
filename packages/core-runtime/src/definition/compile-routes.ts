import type { CompiledRoute } from "./compiled-app.ts";
import { invalidApp } from "./invalid-app.ts";
import { type RouteLike, toRoute } from "./route.ts";

/** The app's own routes; two that answer the same requests are a mistake. */
export function compileRoutes(routes: Readonly<Record<string, RouteLike>>): readonly CompiledRoute[] {
  const places = new Map<string, string>();
  return Object.entries(routes).map(([key, given]) => {
    const place = `routes[${JSON.stringify(key)}]`;
    const [, method = "", raw = ""] = /^(GET|POST|PUT|PATCH|DELETE) (\/[^\s?#]*)$/.exec(key) ?? [];
    if (!method) return invalidApp(place, 'a route is a method and a path, such as "POST /api/quick-add"');
    if (typeof given !== "function" && given?.kind !== "route")
      return invalidApp(place, "needs a function, or what route(), auth.requireUser() or auth.public() gives");
    const path = raw.replaceAll(/:(\w+)/g, "{$1}");
    if (!/^(?:\/(?:[\w.~@%-]+|\{\w+\}))*\/?$/.test(path))
      invalidApp(place, "a part of a path is a name or a parameter, such as /api/projects/{id}/close");
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    if (new Set(parameters).size < parameters.length) invalidApp(place, "names a parameter twice");
    const same = places.get(routeKey(method, path));
    if (same !== undefined) invalidApp(place, `answers the same requests as ${same}; leave one of them out`);
    places.set(routeKey(method, path), place);
    return { ...toRoute(given), method, path };
  });
}

/** What two operations that answer the same requests have in common, whatever their parameters are called. */
export const routeKey = (method: string, path: string): string => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`;
