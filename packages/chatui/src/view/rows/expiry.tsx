import Clock from "lucide-react/icons/clock";
import { useEffect, useState, type ReactNode } from "react";
import { useMessages } from "../use-messages.ts";

const showBelowMs = 24 * 3_600_000;

/** How long a question stays open. Nothing when that is more than a day. */
export function Expiry({ at }: { at: string }): ReactNode {
  const { rows: words } = useMessages();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const leftMs = Date.parse(at) - now;
  if (Number.isNaN(leftMs) || leftMs > showBelowMs) return null;
  return (
    <p className="mz-muted mz-aside">
      <Clock aria-hidden /> {leftMs <= 0 ? words.expired : words.openFor(countdown(leftMs))}
    </p>
  );
}

function countdown(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds >= 3_600) return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
