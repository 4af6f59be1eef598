import { currentKernel } from "../scope/current-kernel.ts";
import { maybeScope } from "../scope/scope.ts";
import type { WorkflowRequest, WorkflowResult } from "../workflows/workflow-client.ts";

/** The app's workflows, which run in the workflow runtime (`MOZAIKS_AI_URL`). */
export const workflowClient = {
  /**
   * Runs a workflow for the user of the request and tells how it stands: `disabled` without a workflow runtime. It answers
   * within 10 s; a run that takes longer goes on.
   * @throws MozaiksError `workflow.refused`, `workflow.unavailable`.
   */
  async execute(request: WorkflowRequest): Promise<WorkflowResult> {
    const scope = maybeScope();
    const user = scope?.user && { user_id: scope.user.id };
    return currentKernel().workflows.execute({ ...user, ...request }, scope?.signal);
  },
};
