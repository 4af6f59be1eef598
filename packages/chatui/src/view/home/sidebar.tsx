import SquarePen from "lucide-react/icons/square-pen";
import X from "lucide-react/icons/x";
import { useEffect, useRef, type ReactNode } from "react";
import { useNavigation } from "../navigation.ts";
import { BrandMark } from "../parts/brand-mark.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { SessionList } from "./session-list.tsx";
import type { LoadedSessions } from "./use-session-list.ts";

export interface SidebarProps {
  readonly sessions: LoadedSessions;
  readonly current: string | undefined;
  /** On a narrow screen the same list opens over the page. */
  readonly isDrawerOpen: boolean;
  readonly onClose: () => void;
}

/** The earlier chats beside the page, or over it where there is no room. */
export function Sidebar({ sessions, current, isDrawerOpen, onClose }: SidebarProps): ReactNode {
  const { goTo } = useNavigation();
  const { home: words } = useAllMessages();
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
        <SquarePen aria-hidden /> {words.newChat}
      </button>
      <SessionList sessions={sessions} current={current} onOpen={onClose} />
    </>
  );
  return (
    <>
      <nav className="mz-sidebar" aria-label={words.chats}>
        <div className="mz-brand">
          <BrandMark otherwise={words.chats} />
        </div>
        {content}
      </nav>
      <dialog
        ref={drawer}
        className="mz-drawer"
        aria-label={words.chats}
        onClose={onClose}
        onClick={(event) => event.target === event.currentTarget && onClose()}
      >
        {isDrawerOpen && (
          <div className="mz-drawer-body">
            <div className="mz-brand">
              <BrandMark otherwise={words.chats} />
              <button type="button" className="mz-icon-button" aria-label={words.close} onClick={onClose}>
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
