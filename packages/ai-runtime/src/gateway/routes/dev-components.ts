import { MozaiksError } from "@mozaiks/contracts";
import { refuseStrangers } from "../access/refuse-strangers.ts";
import { openEndpoint } from "../endpoint.ts";

/** A module that exports `components`, each by its name, for the page beside this server. Exists nowhere else. */
export const devComponents = openEndpoint({
  method: "get",
  path: "/dev/components/{name}/{file}",
  summary: "The UI components of a workflow as a module, `<version>.js` (mozaiks dev only)",
  answers: { 200: [{ description: "The module; it shares React with the page.", contentType: "text/javascript" }] },
  problems: ["origin.not-allowed", "route.not-found"],
  handle(c, { workflows }) {
    refuseStrangers(c);
    const version = /^(.+)\.js$/.exec(c.req.param("file") ?? "")?.[1];
    const code = version === undefined ? undefined : workflows.components(c.req.param("name") ?? "", version);
    if (code === undefined)
      throw new MozaiksError("route.not-found", "this version of the workflow has no components here");
    return c.body(code, 200, { "content-type": "text/javascript; charset=utf-8" });
  },
});
