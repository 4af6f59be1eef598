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
    // Whoever asks is who it is done for: a name that came in with the request's data does not change that (ASVS 5.0 V8.3.3).
    const user = scope?.user && { user_id: scope.user.id };
    return currentKernel().workflows.execute({ ...request, ...user }, scope?.signal);
  },
};
