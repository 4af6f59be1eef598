import { useEffect, useRef, type ReactNode } from "react";
import type { ChatProblem } from "../../core/chat-problem.ts";
import { sheet as controls } from "../../styles/generated/controls.ts";
import { useChatClient, useClient } from "../provider-context.ts";
import { useSheet } from "../style-root.ts";
import { useMessages } from "../use-messages.ts";
import { dialogId } from "./launcher.tsx";

/** In place of a surface that does not work: what is wrong, and a way to try again. */
export function BrokenSurface({ problem, onRetry }: { problem: ChatProblem; onRetry: () => void }): ReactNode {
  useSheet(controls);
  const { close } = useChatClient();
  const { surfaces: words } = useMessages();
  const alignment = useClient(({ config }) => config.alignment ?? "end");
  const retry = useRef<HTMLButtonElement>(null);
  const isOpen = useClient(({ surfaces }) => surfaces.surface !== "bubble");
  useEffect(() => {
    if (isOpen) retry.current?.focus({ preventScroll: true });
  }, [isOpen]);
  if (!isOpen) return null;
  return (
    <div
      id={dialogId}
      className="mz-widget mz-broken"
      role="alertdialog"
      aria-label={words.broken}
      data-alignment={alignment}
    >
      <strong>{words.broken}</strong>
      <p className="mz-muted">{problem.detail ?? problem.title}</p>
      <div className="mz-actions">
        <button ref={retry} type="button" className="mz-button mz-primary" onClick={onRetry}>
          {words.tryAgain}
        </button>
        <button type="button" className="mz-button" onClick={close}>
          {words.close}
        </button>
      </div>
    </div>
  );
}
