import type { WorkflowList } from "@mozaiks/contracts";
import { tokenEndpoint } from "../endpoint.ts";

/** What can be started, never the prompts. */
export const workflowList = tokenEndpoint({
  method: "get",
  path: "/api/workflows",
  summary: "The workflows that take sessions",
  answers: { 200: [{ description: "In the order they were loaded.", schema: "WorkflowList" }] },
  handle({ c }, { workflows }) {
    const answer: WorkflowList = { workflows: [...workflows.list()] };
    return c.json(answer);
  },
});
