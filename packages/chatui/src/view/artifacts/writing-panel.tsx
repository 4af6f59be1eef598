import { useRef, type ReactNode } from "react";
import { readGrowingFiles } from "../../artifacts/growing-files.ts";
import type { ArtifactView } from "../../artifacts/artifact-view.ts";
import { useChat } from "../chat/chat-context.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { FilesView } from "./files-view.tsx";
import { useReadingPosition } from "./reading-position.ts";

interface WritingPanelProps {
  readonly callId: string;
  readonly view: ArtifactView;
  readonly onView: (view: ArtifactView) => void;
}

const none = new Map<string, string>();

/** What a call is writing before there is an artifact: its files, or its text. */
export function WritingPanel({ callId, view, onView }: WritingPanelProps): ReactNode {
  const json = useChat((state) => state.view?.partial_calls[callId]?.text) ?? "";
  const growing = readGrowingFiles(json);
  const scroller = useRef<HTMLDivElement>(null);
  useReadingPosition(scroller, callId);
  const isFolder = growing.some(({ path }) => path !== undefined);
  if (isFolder) {
    return <FilesView files={none} growing={growing} file={view.file} onFile={(file) => onView({ ...view, file })} />;
  }
  return (
    <div ref={scroller} className="mz-panel-scroller">
      <div className="mz-panel-content">
        <Markdown text={growing.map(({ text }) => text).join("\n\n")} isGrowing />
      </div>
    </div>
  );
}
