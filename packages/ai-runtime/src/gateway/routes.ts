import type { Endpoint } from "./endpoint.ts";
import type { HttpParts } from "./http-parts.ts";
import { artifactActions } from "./routes/artifact-actions.ts";
import { artifactBundle } from "./routes/artifact-bundle.ts";
import { artifactFile } from "./routes/artifact-file.ts";
import { artifactGet } from "./routes/artifact-get.ts";
import { artifactPreview } from "./routes/artifact-preview.ts";
import { artifactPreviewCreate } from "./routes/artifact-preview-create.ts";
import { artifactVersions } from "./routes/artifact-versions.ts";
import { devComponents } from "./routes/dev-components.ts";
import { devToken } from "./routes/dev-token.ts";
import { apiHealth, health } from "./routes/health.ts";
import { metrics } from "./routes/metrics.ts";
import { ready } from "./routes/ready.ts";
import { sessionCancel } from "./routes/session-cancel.ts";
import { sessionCreate } from "./routes/session-create.ts";
import { sessionDelete } from "./routes/session-delete.ts";
import { sessionEvents } from "./routes/session-events.ts";
import { sessionFeedback } from "./routes/session-feedback.ts";
import { sessionFork } from "./routes/session-fork.ts";
import { sessionGet } from "./routes/session-get.ts";
import { sessionList } from "./routes/session-list.ts";
import { sessionMessages } from "./routes/session-messages.ts";
import { sessionRename } from "./routes/session-rename.ts";
import { sessionTicket } from "./routes/session-ticket.ts";
import { sessionTrace } from "./routes/session-trace.ts";
import { sessionTranscript } from "./routes/session-transcript.ts";
import { sessionUsage } from "./routes/session-usage.ts";
import { uploadCreate } from "./routes/upload-create.ts";
import { uploadGet } from "./routes/upload-get.ts";
import { workflowExecute } from "./routes/workflow-execute.ts";
import { workflowGet } from "./routes/workflow-get.ts";
import { workflowList } from "./routes/workflow-list.ts";

/** Every endpoint there is in this mode. */
export function endpointsOf({ config }: Pick<HttpParts, "config">): readonly Endpoint[] {
  const { key, issuer, audience } = config.tokens;
  const canIssue = config.mode === "dev" && key.kind === "secret";
  return [
    sessionCreate,
    sessionList,
    sessionGet,
    sessionRename,
    sessionDelete,
    sessionMessages,
    sessionEvents,
    sessionTranscript,
    sessionTrace,
    sessionUsage,
    sessionTicket,
    sessionCancel,
    sessionFork,
    sessionFeedback,
    artifactGet,
    artifactVersions,
    artifactFile,
    artifactBundle,
    artifactActions,
    artifactPreviewCreate,
    artifactPreview,
    uploadCreate,
    uploadGet,
    workflowList,
    workflowExecute,
    workflowGet,
    health,
    apiHealth,
    ready,
    metrics,
    ...(config.mode === "dev" ? [devComponents] : []),
    ...(canIssue ? [devToken({ secret: key.secret, issuer, audience })] : []),
  ];
}
