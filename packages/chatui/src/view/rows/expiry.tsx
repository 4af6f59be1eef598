import Clock from "lucide-react/icons/clock";
import { useEffect, useState, type ReactNode } from "react";
import { formatTimeLeft } from "../parts/format.ts";
import { useMessages } from "../use-messages.ts";

const showBelowMs = 24 * 3_600_000;

/** How long a question stays open. Nothing when that is more than a day. */
export function Expiry({ at }: { at: string }): ReactNode {
  const { rows: words, locale } = useMessages();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const leftMs = Date.parse(at) - now;
  if (Number.isNaN(leftMs) || leftMs > showBelowMs) return null;
  return (
    <p className="mz-muted mz-aside">
      <Clock aria-hidden /> {leftMs <= 0 ? words.expired : words.openFor(formatTimeLeft(leftMs, locale))}
    </p>
  );
}
