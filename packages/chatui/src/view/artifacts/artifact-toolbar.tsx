import type { ArtifactCard, Json } from "@mozaiks/contracts/fold";
import Pencil from "lucide-react/icons/pencil";
import type { ReactNode } from "react";
import { toBody } from "../../artifacts/artifact-body.ts";
import { toText } from "../../artifacts/artifact-text.ts";
import type { ArtifactTab, ArtifactView } from "../../artifacts/artifact-view.ts";
import { humanName } from "../../core/human-name.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { IconButton } from "../parts/icon-button.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { DownloadAll } from "./download-button.tsx";
import { Tabs } from "./tabs.tsx";
import type { ArtifactActions } from "./use-artifact-actions.ts";
import { useVersions } from "./use-versions.ts";
import { VersionSelect } from "./version-select.tsx";

interface ArtifactToolbarProps {
  readonly card: ArtifactCard;
  readonly state: Json | undefined;
  readonly view: ArtifactView;
  readonly onView: (view: ArtifactView) => void;
  readonly tabs: readonly ArtifactTab[];
  readonly tab: ArtifactTab;
  readonly actions: ArtifactActions;
  readonly onEdit: (() => void) | undefined;
}

/** Which part and which version is shown, and what can be done with it. */
export function ArtifactToolbar(props: ArtifactToolbarProps): ReactNode {
  const { card, state, view, onView, tabs, tab, actions, onEdit } = props;
  const { artifacts: words } = useAllMessages();
  const versions = useVersions(card);
  const shown = view.version ?? card.version;
  const body = state === undefined ? undefined : toBody(card.artifact_type, state);
  const choose = (version: number): void => {
    const { version: _old, ...rest } = view;
    onView(version === card.version ? rest : { ...rest, version });
  };
  return (
    <div className="mz-toolbar">
      <Tabs tabs={tabs} tab={tab} onTab={(next) => onView({ ...view, tab: next })} />
      {tab !== "changes" && card.version > 1 && (
        <VersionSelect
          label={words.version}
          versions={versions}
          newest={card.version}
          value={shown}
          onChange={choose}
        />
      )}
      <div className="mz-toolbar-end" role="group" aria-label={words.actions}>
        {actions.isPending && (
          <span className="mz-muted" role="status">
            <Spinner /> {words.saving}
          </span>
        )}
        {actions.names.map((name) => (
          <button
            key={name}
            type="button"
            className="mz-button"
            disabled={actions.isPending}
            onClick={() => actions.act(name)}
          >
            {humanName(name)}
          </button>
        ))}
        {onEdit && (
          <IconButton label={words.edit} onPress={onEdit}>
            <Pencil aria-hidden />
          </IconButton>
        )}
        {body?.kind === "files" ? (
          <DownloadAll artifactId={card.artifact_id} version={shown} />
        ) : (
          body && state !== undefined && <CopyButton text={toText(body, state)} label={words.copy} />
        )}
      </div>
    </div>
  );
}
