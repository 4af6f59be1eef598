import type { WorkflowSummary } from "@mozaiks/contracts/fold";
import ArrowRight from "lucide-react/icons/arrow-right";
import FolderOpen from "lucide-react/icons/folder-open";
import { useCallback, useState, type ReactNode } from "react";
import { toChatProblem, type ChatProblem } from "../../core/chat-problem.ts";
import { Avatar } from "../parts/avatar.tsx";
import { humanName } from "../../core/human-name.ts";
import { NoticeCard } from "../parts/notice-card.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useServices } from "../services.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { useLoaded } from "../use-loaded.ts";

/** Opens a new chat of a workflow. */
export type StartChat = (workflowId: string) => Promise<void>;

export interface WorkflowCardsProps {
  readonly hiddenWorkflow: string | undefined;
  readonly onStart: StartChat;
}

/** The workflows one can talk to. Those without a chat are not among them. */
export function WorkflowCards({ hiddenWorkflow, onStart }: WorkflowCardsProps): ReactNode {
  const { home: words } = useAllMessages();
  const { api } = useServices();
  const workflows = useLoaded(useCallback(() => api.listWorkflows(), [api]));
  const [starting, setStarting] = useState<string>();
  const [problem, setProblem] = useState<ChatProblem>();

  if (!workflows.value) {
    if (!workflows.problem) return <CardSkeletons />;
    return (
      <NoticeCard tone="danger" title={workflows.problem.title} detail={workflows.problem.detail}>
        <button type="button" className="mz-button" onClick={workflows.reload}>
          {workflows.isLoading ? words.trying : words.tryAgain}
        </button>
      </NoticeCard>
    );
  }
  const chats = workflows.value.filter(
    ({ startup_mode: mode, workflow_id }) => mode !== "BackendOnly" && workflow_id !== hiddenWorkflow,
  );
  if (chats.length === 0) return <NoWorkflows onReload={workflows.reload} />;
  const start = async (workflowId: string) => {
    setStarting(workflowId);
    setProblem(undefined);
    try {
      await onStart(workflowId);
    } catch (thrown) {
      setProblem(toChatProblem(thrown));
    } finally {
      setStarting(undefined);
    }
  };
  return (
    <>
      {problem && <NoticeCard tone="danger" title={problem.title} detail={problem.detail} code={problem.code} />}
      <ul className="mz-cards">
        {chats.map((workflow) => (
          <li key={workflow.workflow_id}>
            <Card
              workflow={workflow}
              isStarting={starting === workflow.workflow_id}
              onStart={() => void start(workflow.workflow_id)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface CardProps {
  readonly workflow: WorkflowSummary;
  readonly isStarting: boolean;
  readonly onStart: () => void;
}

function Card({ workflow, isStarting, onStart }: CardProps): ReactNode {
  const title = workflow.title || humanName(workflow.workflow_id);
  return (
    <button type="button" className="mz-workflow" disabled={isStarting} onClick={onStart}>
      <Avatar name={title} />
      <span className="mz-workflow-title">{title}</span>
      {workflow.description !== undefined && <span className="mz-muted">{workflow.description}</span>}
      <span className="mz-workflow-go">{isStarting ? <Spinner /> : <ArrowRight aria-hidden />}</span>
    </button>
  );
}

function CardSkeletons(): ReactNode {
  const { home: words } = useAllMessages();
  return (
    <div className="mz-cards mz-skeletons" role="status" aria-label={words.loadingWorkflows}>
      <i />
      <i />
      <i />
    </div>
  );
}

function NoWorkflows({ onReload }: { onReload: () => void }): ReactNode {
  const { home: words } = useAllMessages();
  return (
    <div className="mz-empty">
      <FolderOpen aria-hidden />
      <h2>{words.noWorkflows}</h2>
      <p className="mz-muted">{words.noWorkflowsHint("workflows/<Name>/")}</p>
      <button type="button" className="mz-button" onClick={onReload}>
        {words.lookAgain}
      </button>
    </div>
  );
}
