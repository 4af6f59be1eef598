import { useRef, type KeyboardEvent, type ReactNode } from "react";
import type { ArtifactTab } from "../../artifacts/artifact-view.ts";
import { useAllMessages } from "../use-all-messages.ts";

export interface TabsProps {
  readonly tabs: readonly ArtifactTab[];
  readonly tab: ArtifactTab;
  readonly onTab: (tab: ArtifactTab) => void;
}

/** Which part of an artifact is shown. Arrow keys move between them. */
export function Tabs({ tabs, tab, onTab }: TabsProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const list = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const sign = list.current?.matches(":dir(rtl)") === true ? -1 : 1;
    const at = (tabs.indexOf(tab) + step * sign + tabs.length) % tabs.length;
    const next = tabs[at];
    if (next === undefined) return;
    onTab(next);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[at]?.focus();
  };
  return (
    <div ref={list} className="mz-tabs" role="tablist" aria-label={words.tabs} onKeyDown={press}>
      {tabs.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={each === tab}
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onTab(each)}
        >
          {words[each]}
        </button>
      ))}
    </div>
  );
}

/** What the chosen tab shows. */
export function TabPanel({ tab, children }: { tab: ArtifactTab; children: ReactNode }): ReactNode {
  const { artifacts: words } = useAllMessages();
  return (
    <div className="mz-tab-panel" role="tabpanel" aria-label={words[tab]}>
      {children}
    </div>
  );
}
