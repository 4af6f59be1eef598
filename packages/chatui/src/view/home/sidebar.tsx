import type { SessionRow } from "@mozaiks/contracts/fold";
import SquarePen from "lucide-react/icons/square-pen";
import X from "lucide-react/icons/x";
import { useEffect, useRef, type ReactNode } from "react";
import { useNavigation } from "../navigation.ts";
import { Mark } from "../parts/mark.tsx";
import type { Loaded } from "../use-loaded.ts";
import { SessionList } from "./session-list.tsx";

export interface SidebarProps {
  readonly sessions: Loaded<readonly SessionRow[]>;
  readonly current: string | undefined;
  /** On a narrow screen the same list opens over the page. */
  readonly isDrawerOpen: boolean;
  readonly onClose: () => void;
}

/** The earlier chats beside the page, or over it where there is no room. */
export function Sidebar({ sessions, current, isDrawerOpen, onClose }: SidebarProps): ReactNode {
  const { goTo } = useNavigation();
  const drawer = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = drawer.current;
    if (isDrawerOpen && dialog?.open === false) dialog.showModal();
    if (!isDrawerOpen && dialog?.open === true) dialog.close();
  }, [isDrawerOpen]);
  const content = (
    <>
      <button
        type="button"
        className="mz-button mz-new"
        onClick={() => {
          goTo({});
          onClose();
        }}
      >
        <SquarePen aria-hidden /> New chat
      </button>
      <SessionList sessions={sessions} current={current} onOpen={onClose} />
    </>
  );
  return (
    <>
      <nav className="mz-sidebar" aria-label="Chats">
        <div className="mz-brand">
          <Mark /> Mozaiks
        </div>
        {content}
      </nav>
      <dialog
        ref={drawer}
        className="mz-drawer"
        aria-label="Chats"
        onClose={onClose}
        onClick={(event) => event.target === event.currentTarget && onClose()}
      >
        {isDrawerOpen && (
          <div className="mz-drawer-body">
            <div className="mz-brand">
              <Mark /> Mozaiks
              <button type="button" className="mz-icon-button" aria-label="Close" onClick={onClose}>
                <X aria-hidden />
              </button>
            </div>
            {content}
          </div>
        )}
      </dialog>
    </>
  );
}
