import { Suspense, useState, type ReactNode } from "react";
import { lazyPart } from "../lazy-part.ts";
import type { ArtifactCard, Json } from "@mozaiks/contracts/fold";
import { filesOf, hasPage } from "../../artifacts/artifact-files.ts";
import type { ArtifactTab, ArtifactView } from "../../artifacts/artifact-view.ts";
import { useChat } from "../chat/chat-context.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { ArtifactContent } from "./artifact-content.tsx";
import { ArtifactEditor } from "./artifact-editor.tsx";
import { ArtifactRefusal } from "./artifact-refusal.tsx";
import { ArtifactToolbar } from "./artifact-toolbar.tsx";
import { PanelTrouble, PanelWait } from "./panel-state.tsx";
import { PreviewView } from "./preview-view.tsx";
import { TabPanel } from "./tabs.tsx";
import { useArtifactActions } from "./use-artifact-actions.ts";
import { useArtifactState } from "./use-artifact-state.ts";

const ChangesView = lazyPart(async () => {
  const { ChangesView } = await import("./changes-view.tsx");
  return { default: ChangesView };
});

interface ArtifactWorkProps {
  readonly artifactId: string;
  readonly view: ArtifactView;
  readonly onView: (view: ArtifactView) => void;
}

/** One artifact: the version that is looked at, and everything that can be done with it. */
export function ArtifactWork({ artifactId, view, onView }: ArtifactWorkProps): ReactNode {
  const card = useChat(({ artifacts }) => artifacts[artifactId]);
  return card && <OpenArtifact card={card} view={view} onView={onView} />;
}

function OpenArtifact({
  card,
  view,
  onView,
}: Omit<ArtifactWorkProps, "artifactId"> & { card: ArtifactCard }): ReactNode {
  const { artifacts: words } = useAllMessages();
  const shown = view.version ?? card.version;
  const { state, problem, reload } = useArtifactState(card, shown);
  const actions = useArtifactActions(card);
  const [isEditing, setEditing] = useState(false);
  const tabs: readonly ArtifactTab[] =
    state !== undefined && hasPage(filesOf(state)) ? ["content", "preview", "changes"] : ["content", "changes"];
  const tab = tabs.find((each) => each === view.tab) ?? "content";
  const showNewest = (): void => {
    const { version: _old, ...rest } = view;
    onView(rest);
  };
  if (isEditing && state !== undefined) {
    return (
      <ArtifactEditor
        card={card}
        state={state}
        onSave={(operations) => {
          actions.change(operations);
          setEditing(false);
          showNewest();
        }}
        onCancel={() => setEditing(false)}
      />
    );
  }
  return (
    <>
      <ArtifactToolbar
        card={card}
        state={state}
        view={view}
        onView={onView}
        tabs={tabs}
        tab={tab}
        actions={actions}
        onEdit={actions.mayChange && shown === card.version && state !== undefined ? () => setEditing(true) : undefined}
      />
      <ArtifactRefusal actions={actions} onConflict={showNewest} />
      {shown < card.version && tab !== "changes" && (
        <p className="mz-panel-note" role="status">
          {words.older(shown, card.version)}
          <button type="button" className="mz-button" onClick={showNewest}>
            {words.showNewest}
          </button>
        </p>
      )}
      <TabPanel tab={tab}>
        {tab === "preview" ? (
          <PreviewView key={shown} artifactId={card.artifact_id} version={shown} title={card.title} />
        ) : tab === "changes" ? (
          <Suspense fallback={<PanelWait text={words.comparing} />}>
            <ChangesView card={card} view={view} onView={onView} />
          </Suspense>
        ) : problem ? (
          <PanelTrouble problem={problem} onRetry={reload} />
        ) : state === undefined ? (
          <PanelWait text={words.loading} />
        ) : (
          <Content card={card} state={state} shown={shown} view={view} onView={onView} />
        )}
      </TabPanel>
    </>
  );
}

interface ContentProps {
  readonly card: ArtifactCard;
  readonly state: Json;
  readonly shown: number;
  readonly view: ArtifactView;
  readonly onView: (view: ArtifactView) => void;
}

function Content({ card, state, shown, view, onView }: ContentProps): ReactNode {
  return (
    <ArtifactContent
      artifactId={card.artifact_id}
      artifactType={card.artifact_type}
      title={card.title}
      state={state}
      version={shown}
      isNewest={shown === card.version}
      file={view.file}
      onFile={(file) => onView({ ...view, file })}
    />
  );
}
