import { useRef, useState, type ReactNode } from "react";
import type { ArtifactFile } from "../../artifacts/artifact-files.ts";
import { imageTypeOf, isMarkdown, languageOf } from "../../artifacts/file-type.ts";
import type { GrowingFile } from "../../artifacts/growing-files.ts";
import { CopyButton } from "../markdown/copy-button.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useAllMessages } from "../use-all-messages.ts";
import { CodeView } from "./code-view.tsx";
import { DownloadFile } from "./download-button.tsx";
import { FilePicture } from "./file-picture.tsx";
import { useReadingPosition } from "./reading-position.ts";

interface FileContentProps {
  readonly path: string;
  readonly file: ArtifactFile | undefined;
  readonly growing: GrowingFile | undefined;
  readonly loadFile: ((path: string) => Promise<Blob>) | undefined;
  readonly version: number;
}

/** One file: as text, as what its text means, or as a picture. */
export function FileContent({ path, file, growing, loadFile, version }: FileContentProps): ReactNode {
  const { artifacts: words, rows } = useAllMessages();
  const [isSource, setSource] = useState(false);
  const text = growing?.text ?? (typeof file === "string" ? file : undefined);
  const isPicture = imageTypeOf(path) !== undefined;
  const hasPage = text !== undefined && (isMarkdown(path) || isPicture);
  const isGrowing = growing?.isWhole === false;
  const name = path.split("/").at(-1) ?? path;
  return (
    <div className="mz-file">
      <div className="mz-file-bar">
        <span className="mz-mono" dir="ltr">
          {path}
        </span>
        {isGrowing && (
          <span className="mz-muted" role="status">
            <Spinner /> {words.beingWritten}
          </span>
        )}
        {hasPage && (
          <button type="button" className="mz-button mz-file-mode" onClick={() => setSource(!isSource)}>
            {isSource ? words.asPage : words.asText}
          </button>
        )}
        {text !== undefined && <CopyButton text={text} label={rows.copyCode} />}
        {growing === undefined && loadFile && file !== undefined && (
          <DownloadFile name={name} load={() => loadFile(path)} />
        )}
      </div>
      {text === undefined && file === undefined ? (
        <p className="mz-panel-wait mz-muted">{words.fileGone}</p>
      ) : isPicture && !isSource && loadFile && !isGrowing ? (
        <FilePicture key={version} path={path} load={loadFile} />
      ) : text === undefined ? (
        <p className="mz-panel-wait mz-muted">{words.binary}</p>
      ) : isMarkdown(path) && !isSource ? (
        <Page path={path} text={text} isGrowing={isGrowing} />
      ) : (
        <CodeView name={path} code={text} language={languageOf(path)} place={`file:${path}`} isGrowing={isGrowing} />
      )}
    </div>
  );
}

function Page({ path, text, isGrowing }: { path: string; text: string; isGrowing: boolean }): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  useReadingPosition(scroller, `page:${path}`);
  return (
    <div ref={scroller} className="mz-panel-scroller">
      <div className="mz-panel-content">
        <Markdown text={text} isGrowing={isGrowing} />
      </div>
    </div>
  );
}
