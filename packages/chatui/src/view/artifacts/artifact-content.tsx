import type { Json } from "@mozaiks/contracts/fold";
import { useRef, type ReactNode } from "react";
import { toBody, type ArtifactBody } from "../../artifacts/artifact-body.ts";
import { readGrowingFiles } from "../../artifacts/growing-files.ts";
import { useChat, useChatSession } from "../chat/chat-context.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { allowedImage } from "../../core/url-policy.ts";
import { ValueView } from "../parts/value-view.tsx";
import { useServices } from "../services.ts";
import { ShownTool } from "../ui-tools/shown-tool.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { CodeView } from "./code-view.tsx";
import { FilesView, type FilesViewProps } from "./files-view.tsx";
import { useReadingPosition } from "./reading-position.ts";
import { TableView } from "./table-view.tsx";

export interface ArtifactContentProps {
  readonly artifactId: string;
  readonly artifactType: string;
  readonly title: string;
  readonly state: Json;
  readonly version: number;
  readonly isNewest: boolean;
  readonly file: string | undefined;
  readonly onFile: (path: string) => void;
}

/** What is in an artifact, as what it is. */
export function ArtifactContent(props: ArtifactContentProps): ReactNode {
  const { artifactId, artifactType, title, state, version, isNewest, file, onFile } = props;
  const { api } = useServices();
  const { chatId } = useChatSession();
  const scroller = useRef<HTMLDivElement>(null);
  useReadingPosition(scroller, artifactId);
  const body = toBody(artifactType, state);
  if (body.kind === "files") {
    return (
      <NewestFiles
        files={body.files}
        file={file}
        onFile={onFile}
        loadFile={(path) => api.readArtifactFile(chatId, artifactId, path, version)}
        version={version}
        artifactId={artifactId}
        isNewest={isNewest}
      />
    );
  }
  if (body.kind === "code")
    return <CodeView name={title} code={body.code} language={body.language} place={artifactId} />;
  return (
    <div ref={scroller} className="mz-panel-scroller">
      <div className="mz-panel-content">
        <Body body={body} artifactId={artifactId} title={title} />
      </div>
    </div>
  );
}

type OtherBody = Exclude<ArtifactBody, { kind: "files" | "code" }>;

function Body({ body, artifactId, title }: { body: OtherBody; artifactId: string; title: string }): ReactNode {
  switch (body.kind) {
    case "document":
      return (
        <>
          {Object.keys(body.facts).length > 0 && (
            <div className="mz-facts">
              <ValueView value={body.facts} />
            </div>
          )}
          <Markdown text={body.markdown} />
        </>
      );
    case "image":
      return <Picture source={body.source} description={body.description === "" ? title : body.description} />;
    case "table":
      return <TableView title={title} columns={body.columns} rows={body.rows} />;
    case "component":
      return <ShownTool callId={artifactId} component={body.component} payload={body.payload} />;
    case "value":
      return <ValueView value={body.value} />;
  }
}

function Picture({ source, description }: { source: string; description: string }): ReactNode {
  const { artifacts: words } = useAllMessages();
  const allowed = allowedImage(source);
  if (allowed === undefined) return <p className="mz-muted">{words.imageRefused}</p>;
  return <img className="mz-picture" src={allowed} alt={description} referrerPolicy="no-referrer" />;
}

interface NewestFilesProps extends Omit<FilesViewProps, "growing"> {
  readonly artifactId: string;
  readonly isNewest: boolean;
}

/** With what is being written for this artifact just now. */
function NewestFiles({ artifactId, isNewest, ...props }: NewestFilesProps): ReactNode {
  const calls = useChat(({ view }) => (isNewest ? view?.partial_calls : undefined)) ?? {};
  const meant = Object.values(calls).filter(({ text }) => {
    const named = /"artifact_id"\s*:\s*"([^"]*)/.exec(text)?.[1];
    return named === undefined || named === artifactId;
  });
  const growing = meant.flatMap(({ text }) => readGrowingFiles(text).filter(({ path }) => path !== undefined));
  return <FilesView {...props} growing={growing} />;
}
