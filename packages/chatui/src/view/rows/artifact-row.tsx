import type { Json, Row } from "@mozaiks/contracts/fold";
import ChevronRight from "lucide-react/icons/chevron-right";
import FileText from "lucide-react/icons/file-text";
import { useCallback, useState, type ReactNode } from "react";
import { ArtifactLink } from "../artifacts/artifact-link.tsx";
import { useArtifactOpener } from "../artifacts/artifact-opener.ts";
import { useChat, useChatSession } from "../chat/chat-context.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { NoticeCard } from "../parts/notice-card.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { ValueView } from "../parts/value-view.tsx";
import { useServices } from "../services.ts";
import { useLoaded } from "../use-loaded.ts";
import { useAllMessages } from "../use-all-messages.ts";

/** An artifact that was made. What is in it is shown when it is opened, and fetched only then when the chat does not hold it. */
export function ArtifactRow({ row }: { row: Extract<Row, { kind: "artifact" }> }): ReactNode {
  const artifact = useChat(({ view }) => view?.artifacts[row.artifact_id]);
  const [isOpen, setOpen] = useState(false);
  const opener = useArtifactOpener();
  const { artifacts: words } = useAllMessages();
  const { state, state_ref: stateRef } = artifact ?? {};
  if (opener) {
    const hint = words.versionNumber(row.version);
    const icon = <FileText aria-hidden />;
    return (
      <ArtifactLink opener={opener} artifact={row.artifact_id} title={row.title} icon={icon} hint={hint} isIndented />
    );
  }
  const summary = (
    <>
      <FileText className="mz-tool-icon" aria-hidden />
      <span className="mz-tool-name">{row.title}</span>
      <span className="mz-muted">{words.versionNumber(row.version)}</span>
    </>
  );
  if (state === undefined && stateRef === undefined) return <div className="mz-card mz-small-card">{summary}</div>;
  return (
    <details className="mz-card mz-tool mz-indented" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {summary}
        <ChevronRight className="mz-chevron" aria-hidden />
      </summary>
      <div className="mz-tool-details">
        {state !== undefined && <State state={state} />}
        {state === undefined && stateRef !== undefined && isOpen && <FetchedState stateRef={stateRef} />}
      </div>
    </details>
  );
}

function State({ state }: { state: Json }): ReactNode {
  return typeof state === "string" ? <Markdown text={state} /> : <ValueView value={state} />;
}

function FetchedState({ stateRef }: { stateRef: string }): ReactNode {
  const { artifacts: words } = useAllMessages();
  const { api } = useServices();
  const { chatId } = useChatSession();
  const { value, problem, isLoading, reload } = useLoaded(
    useCallback(() => api.readState(chatId, stateRef), [api, chatId, stateRef]),
  );
  if (problem && !isLoading) {
    return (
      <NoticeCard tone="danger" title={problem.title} detail={problem.detail} code={problem.code}>
        <button type="button" className="mz-button" onClick={reload}>
          {words.tryAgain}
        </button>
      </NoticeCard>
    );
  }
  if (value !== undefined) return <State state={value} />;
  return (
    <p className="mz-muted" role="status">
      <Spinner /> {words.loading}
    </p>
  );
}
