import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { useEffect, useState, type ReactNode } from "react";
import { useMessages } from "../use-messages.ts";

const confirmationMs = 1_600;

export interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  /** In place of the usual sign for copying. */
  readonly icon?: ReactNode;
}

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label, icon }: CopyButtonProps): ReactNode {
  const { rows: words } = useMessages();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), confirmationMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <button
      type="button"
      className="mz-icon-button mz-small"
      aria-label={copied ? words.copied : label}
      title={copied ? words.copied : label}
      data-done={copied || undefined}
      onClick={() => void copy().catch(() => setCopied(false))}
    >
      {copied ? <Check aria-hidden /> : (icon ?? <Copy aria-hidden />)}
    </button>
  );
}
