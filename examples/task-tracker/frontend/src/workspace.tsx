import { useMemo, useRef, useState } from "react";
import { Icon } from "./icons.tsx";
import { MembersContext, useMemberList } from "./members.tsx";
import { PeoplePage } from "./people-page.tsx";
import { useSession } from "./session.tsx";
import { Sidebar } from "./sidebar.tsx";
import type { View } from "./task.ts";
import { TaskBoard } from "./task-board.tsx";
import { ToastContext, Toasts, useToasts } from "./toasts.tsx";
import { useLive } from "./use-live.ts";

/** The active organisation: its tasks, its projects and its people. */
export function Workspace() {
  const { client, organization } = useSession();
  const [view, setView] = useState<View>({ kind: "open" });
  const open = useLive("open", () => client.tasks.live({ filter: { done: false } }));
  const projects = useLive("projects", () => client.projects.live({ sort: "name" }));
  const members = useMemberList();
  const toasts = useToasts();
  const drawer = useRef<HTMLDialogElement>(null);
  const go = (next: View) => {
    setView(next);
    drawer.current?.close();
  };
  const sidebar = <Sidebar view={view} onView={go} open={open.items} projects={projects.items} />;
  const isOffline = open.status === "offline" || projects.status === "offline";
  const context = useMemo(() => members, [members]);
  return (
    <MembersContext value={context}>
      <ToastContext value={toasts.show}>
        <div className="workspace">
          <header className="topbar">
            <button
              type="button"
              className="icon-button"
              aria-label="Open the navigation"
              onClick={() => drawer.current?.showModal()}
            >
              <Icon name="menu" />
            </button>
            <span className="topbar-name">{organization.name}</span>
          </header>
          <aside className="side" aria-label="Navigation">
            {sidebar}
          </aside>
          <dialog ref={drawer} className="drawer" aria-label="Navigation" onClick={closeOnBackdrop}>
            {sidebar}
          </dialog>
          <main className="main" id="main">
            {isOffline && (
              <p className="notice offline" role="status">
                <span className="spinner" aria-hidden="true" /> The connection is lost. Coming back as soon as it can…
              </p>
            )}
            {view.kind === "people" ? (
              <PeoplePage />
            ) : (
              <TaskBoard key={JSON.stringify(view)} view={view} projects={projects.items} />
            )}
          </main>
          <Toasts {...toasts} />
        </div>
      </ToastContext>
    </MembersContext>
  );
}

function closeOnBackdrop(event: React.MouseEvent<HTMLDialogElement>): void {
  if (event.target === event.currentTarget) event.currentTarget.close();
}
