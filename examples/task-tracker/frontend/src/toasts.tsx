import { createContext, use, useCallback, useState } from "react";
import { Icon } from "./icons.tsx";

interface Toast {
  readonly key: number;
  readonly text: string;
  readonly undo?: () => void;
}

type Show = (text: string, undo?: () => void) => void;

export const ToastContext = createContext<Show>(() => {});

/** Says something in passing, with a way to take it back. */
export const useToast = (): Show => use(ToastContext);

const shownMs = 6000;

export function useToasts(): { toasts: readonly Toast[]; show: Show; hide: (key: number) => void } {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const hide = useCallback((key: number) => setToasts((now) => now.filter((toast) => toast.key !== key)), []);
  const show = useCallback<Show>(
    (text, undo) => {
      const key = Math.random();
      setToasts((now) => [...now.slice(-2), { key, text, ...(undo && { undo }) }]);
      setTimeout(() => hide(key), shownMs);
    },
    [hide],
  );
  return { toasts, show, hide };
}

export function Toasts({ toasts, hide }: { readonly toasts: readonly Toast[]; readonly hide: (key: number) => void }) {
  return (
    <div className="toasts" role="status">
      {toasts.map(({ key, text, undo }) => (
        <div className="toast" key={key}>
          <span>{text}</span>
          {undo && (
            <button
              type="button"
              className="link"
              onClick={() => {
                undo();
                hide(key);
              }}
            >
              Undo
            </button>
          )}
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => hide(key)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
