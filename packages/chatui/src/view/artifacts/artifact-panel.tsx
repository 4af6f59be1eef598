import { useEffect, useMemo, type ReactNode } from "react";
import type { ArtifactView } from "../../artifacts/artifact-view.ts";
import { sheet } from "../../styles/generated/artifacts.ts";
import { ChatContext } from "../chat/chat-context.ts";
import { useChatClient, useClient } from "../provider-context.ts";
import { ServicesContext, useServices } from "../services.ts";
import { useSheet } from "../style-root.ts";
import { ChatSheets } from "../surfaces/chat-sheets.tsx";
import { SurfaceRoot } from "../surfaces/surface-root.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { BesidePanel } from "./beside-panel.tsx";
import { ReadingPositionsContext, useReadingPositions } from "./reading-position.ts";

export interface ArtifactPanelProps {
  /** The chat whose artifacts are shown. */
  readonly chat_id: string;
  readonly workflow_name?: string;
  /** What is looked at. The host keeps it: `{ artifact: allArtifacts }` to begin with. */
  readonly view: ArtifactView;
  readonly onView: (view: ArtifactView) => void;
  /** As for `<ChatUIProvider>`. */
  readonly isolation?: "shadow" | "light";
}

/** The artifacts of one chat in a place of the host's own. It fills that place; inside `<ChatUIProvider>`. */
export function ArtifactPanel({ isolation = "shadow", ...props }: ArtifactPanelProps): ReactNode {
  const client = useChatClient();
  const isReady = useClient((state) => state.isReady);
  const services = useMemo(() => (isReady ? client.services() : undefined), [client, isReady]);
  return (
    <SurfaceRoot isolation={isolation}>
      {services && (
        <ServicesContext value={services}>
          <ChatSheets>
            <OpenPanel {...props} />
          </ChatSheets>
        </ServicesContext>
      )}
    </SurfaceRoot>
  );
}

function OpenPanel({ chat_id: chatId, workflow_name: workflowId, view, onView }: ArtifactPanelProps): ReactNode {
  useSheet(sheet);
  const { artifacts: words } = useAllMessages();
  const { sessions } = useServices();
  const session = sessions.open(chatId, { workflowId });
  useEffect(() => session.start(), [session]);
  return (
    <ChatContext value={session}>
      <ReadingPositionsContext value={useReadingPositions()}>
        <section className="mz-frame mz-artifact-host" aria-label={words.region}>
          <BesidePanel view={view} onView={onView} />
        </section>
      </ReadingPositionsContext>
    </ChatContext>
  );
}
