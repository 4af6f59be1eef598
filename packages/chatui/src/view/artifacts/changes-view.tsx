import type { ArtifactCard } from "@mozaiks/contracts/fold";
import ArrowRight from "lucide-react/icons/arrow-right";
import Columns2 from "lucide-react/icons/columns-2";
import Rows2 from "lucide-react/icons/rows-2";
import { useDeferredValue, useMemo, useState, type ReactNode } from "react";
import { toTexts } from "../../artifacts/artifact-text.ts";
import type { ArtifactView } from "../../artifacts/artifact-view.ts";
import { toFileChanges } from "../../artifacts/change-rows.ts";
import { NoticeCard } from "../parts/notice-card.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { ChangeRows } from "./change-rows.tsx";
import { useArtifactState } from "./use-artifact-state.ts";
import { useVersions } from "./use-versions.ts";
import { VersionSelect } from "./version-select.tsx";

interface ChangesViewProps {
  readonly card: ArtifactCard;
  readonly view: ArtifactView;
  readonly onView: (view: ArtifactView) => void;
}

/** What differs between two versions of an artifact. */
export function ChangesView({ card, view, onView }: ChangesViewProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const [isSideBySide, setSideBySide] = useState(false);
  const versions = useVersions(card);
  const to = view.version ?? card.version;
  const from = view.since ?? Math.max(1, to - 1);
  if (card.version === 1) return <p className="mz-panel-wait mz-muted">{words.oneVersion}</p>;
  const choose = (version: number): void => {
    const { version: _old, ...rest } = view;
    onView(version === card.version ? rest : { ...rest, version });
  };
  const arrangements = [
    { isChosen: !isSideBySide, label: words.unified, icon: <Rows2 aria-hidden />, value: false },
    { isChosen: isSideBySide, label: words.sideBySide, icon: <Columns2 aria-hidden />, value: true },
  ];
  return (
    <div className="mz-changes">
      <div className="mz-file-bar">
        <VersionSelect
          label={words.from}
          versions={versions}
          newest={card.version}
          value={from}
          onChange={(since) => onView({ ...view, since })}
        />
        <ArrowRight className="mz-toward" aria-hidden />
        <VersionSelect label={words.to} versions={versions} newest={card.version} value={to} onChange={choose} />
        <div className="mz-tabs" role="group" aria-label={words.arrangement}>
          {arrangements.map(({ isChosen, label, icon, value }) => (
            <button
              key={label}
              type="button"
              aria-pressed={isChosen}
              aria-label={label}
              title={label}
              onClick={() => setSideBySide(value)}
            >
              {icon}
            </button>
          ))}
        </div>
      </div>
      <Comparison card={card} from={from} to={to} isSideBySide={isSideBySide} />
    </div>
  );
}

interface ComparisonProps {
  readonly card: ArtifactCard;
  readonly from: number;
  readonly to: number;
  readonly isSideBySide: boolean;
}

function Comparison({ card, from, to, isSideBySide }: ComparisonProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const type = card.artifact_type;
  const before = useArtifactState(card, from);
  const after = useArtifactState(card, to);
  const [left, right] = [useDeferredValue(before.state), useDeferredValue(after.state)];
  const changes = useMemo(
    () =>
      left === undefined || right === undefined ? undefined : toFileChanges(toTexts(type, left), toTexts(type, right)),
    [type, left, right],
  );
  const problem = before.problem ?? after.problem;
  if (problem) {
    const again = (): void => {
      before.reload();
      after.reload();
    };
    return (
      <div className="mz-panel-content">
        <NoticeCard tone="danger" title={problem.title} detail={problem.detail} code={problem.code}>
          <button type="button" className="mz-button" onClick={again}>
            {words.tryAgain}
          </button>
        </NoticeCard>
      </div>
    );
  }
  if (!changes) {
    return (
      <p className="mz-panel-wait mz-muted" role="status">
        <Spinner /> {words.comparing}
      </p>
    );
  }
  if (changes.length === 0) return <p className="mz-panel-wait mz-muted">{words.noChanges}</p>;
  return <ChangeRows label={words.changesFrom(from, to)} changes={changes} isSideBySide={isSideBySide} />;
}
