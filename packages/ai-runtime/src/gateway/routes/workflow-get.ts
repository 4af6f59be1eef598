import { Id, MozaiksError } from "@mozaiks/contracts";
import { tokenEndpoint } from "../endpoint.ts";
import { parseShape } from "../schema-mistakes.ts";

export const workflowGet = tokenEndpoint({
  method: "get",
  path: "/api/workflows/{name}",
  summary: "One workflow, found without regard to case",
  answers: { 200: [{ description: "Its title, version and input.", schema: "WorkflowSummary" }] },
  problems: ["workflow.not-found"],
  handle({ c }, { workflows }) {
    const workflow = workflows.find(parseShape(Id, c.req.param("name"), "request.invalid"));
    if (!workflow) throw new MozaiksError("workflow.not-found");
    return c.json(workflow);
  },
});
