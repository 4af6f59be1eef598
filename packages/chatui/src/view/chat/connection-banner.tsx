import WifiOff from "lucide-react/icons/wifi-off";
import { useEffect, useState, type ReactNode } from "react";
import { Spinner } from "../parts/spinner.tsx";
import { useMessages } from "../use-messages.ts";
import { useChat, useChatSession } from "./chat-context.ts";

/** A quiet word while the connection is away: nothing is lost meanwhile. Shown after a moment, so a blip stays unseen. */
export function ConnectionBanner(): ReactNode {
  const session = useChatSession();
  const { chat: words } = useMessages();
  const connection = useChat((state) => state.connection);
  const now = useNow(connection.phase === "reconnecting");
  if (connection.phase !== "reconnecting") return null;
  const seconds = Math.ceil(((connection.retryAtMs ?? 0) - now) / 1_000);
  return (
    <div className="mz-banner">
      {seconds > 1 ? <WifiOff aria-hidden /> : <Spinner />}
      <span>{seconds > 1 ? words.offline(seconds) : words.reconnecting}</span>
      {seconds > 1 && (
        <button type="button" className="mz-link" onClick={() => session.wake()}>
          {words.tryNow}
        </button>
      )}
    </div>
  );
}

function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
}
