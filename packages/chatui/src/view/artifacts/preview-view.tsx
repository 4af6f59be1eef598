import ExternalLink from "lucide-react/icons/external-link";
import RotateCw from "lucide-react/icons/rotate-cw";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { useChatSession } from "../chat/chat-context.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { NoticeCard } from "../parts/notice-card.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useServices } from "../services.ts";
import { useLoaded } from "../use-loaded.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { PanelTrouble } from "./panel-state.tsx";
import { useFrameBlock } from "./use-frame-block.ts";

interface PreviewViewProps {
  readonly artifactId: string;
  readonly version: number;
  readonly title: string;
}

const marginMs = 30_000;
const leastMs = 5_000;

/** The files of a version as the page they are, in a frame that can do nothing but show itself. */
export function PreviewView({ artifactId, version, title }: PreviewViewProps): ReactNode {
  const { api } = useServices();
  const { chatId } = useChatSession();
  const { artifacts: words } = useAllMessages();
  const load = useCallback(() => api.previewArtifact(chatId, artifactId, version), [api, chatId, artifactId, version]);
  const { value: preview, problem, reload } = useLoaded(load);
  const [loaded, setLoaded] = useState<string>();
  const frame = useRef<HTMLIFrameElement>(null);
  const isBlocked = useFrameBlock(frame, preview?.url, loaded);
  const expires = preview?.expires_at;
  useEffect(() => {
    if (expires === undefined) return undefined;
    // Parts of the page that are loaded late need an address that still holds.
    const timer = setTimeout(reload, Math.max(leastMs, Date.parse(expires) - Date.now() - marginMs));
    return () => clearTimeout(timer);
  }, [expires, reload]);

  if (problem) return <PanelTrouble problem={problem} onRetry={reload} />;
  return (
    <div className="mz-preview">
      <div className="mz-file-bar">
        <span className="mz-muted" role="status">
          {loaded === preview?.url || isBlocked ? "" : words.previewLoading}
        </span>
        {preview && (
          <a
            className="mz-icon-button"
            href={preview.url}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={words.newTab}
            title={words.newTab}
          >
            <ExternalLink aria-hidden />
          </a>
        )}
        <IconButton label={words.reload} onPress={reload}>
          <RotateCw aria-hidden />
        </IconButton>
      </div>
      {isBlocked && preview && (
        <div className="mz-panel-content">
          <NoticeCard
            tone="info"
            title={words.previewBlocked}
            detail={words.previewBlockedHint(new URL(preview.url, globalThis.location.href).origin)}
          />
        </div>
      )}
      {preview ? (
        <iframe
          ref={frame}
          hidden={isBlocked}
          src={preview.url}
          title={words.previewFrame(title)}
          sandbox="allow-scripts"
          referrerPolicy="no-referrer"
          onLoad={() => setLoaded(preview.url)}
        />
      ) : (
        <p className="mz-panel-wait mz-muted">
          <Spinner /> {words.previewLoading}
        </p>
      )}
    </div>
  );
}
