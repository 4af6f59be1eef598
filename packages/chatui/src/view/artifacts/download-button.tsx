import Download from "lucide-react/icons/download";
import { useState, type ReactNode } from "react";
import { toChatProblem } from "../../core/chat-problem.ts";
import { useChatSession } from "../chat/chat-context.ts";
import { Spinner } from "../parts/spinner.tsx";
import { useServices } from "../services.ts";
import { useAllMessages } from "../use-all-messages.ts";

const keptMs = 10_000;

interface DownloadButtonProps {
  readonly label: string;
  readonly load: () => Promise<{ readonly name: string; readonly content: Blob }>;
}

/** Fetches something with a token of the chat and hands it to the browser to be kept. */
function DownloadButton({ label, load }: DownloadButtonProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const [standing, setStanding] = useState<"idle" | "loading" | { failed: string }>("idle");
  const start = async (): Promise<void> => {
    setStanding("loading");
    try {
      save(await load());
      setStanding("idle");
    } catch (thrown) {
      setStanding({ failed: toChatProblem(thrown).title });
    }
  };
  return (
    <>
      <button
        type="button"
        className="mz-icon-button"
        aria-label={label}
        title={label}
        disabled={standing === "loading"}
        onClick={() => void start()}
      >
        {standing === "loading" ? <Spinner /> : <Download aria-hidden />}
      </button>
      {typeof standing === "object" && (
        <span className="mz-download-failed" role="alert">
          {words.downloadFailed}: {standing.failed}
        </span>
      )}
    </>
  );
}

/** All files of a version as one archive. */
export function DownloadAll({ artifactId, version }: { artifactId: string; version: number }): ReactNode {
  const { artifacts: words } = useAllMessages();
  const { api } = useServices();
  const { chatId } = useChatSession();
  return <DownloadButton label={words.downloadAll} load={() => api.downloadArtifact(chatId, artifactId, version)} />;
}

/** One file of a version. */
export function DownloadFile({ name, load }: { name: string; load: () => Promise<Blob> }): ReactNode {
  const { artifacts: words } = useAllMessages();
  const withName = async () => ({ name, content: await load() });
  return <DownloadButton label={words.downloadFile(name)} load={withName} />;
}

/** The link is never part of a document; its address lives as long as the browser needs to begin. */
function save({ name, content }: { name: string; content: Blob }): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), keptMs);
}
