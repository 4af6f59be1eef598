import { useState, type ReactNode } from "react";
import ChevronDown from "lucide-react/icons/chevron-down";
import { firstFile, type ArtifactFiles } from "../../artifacts/artifact-files.ts";
import type { GrowingFile } from "../../artifacts/growing-files.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { FileContent } from "./file-content.tsx";
import { FileTree } from "./file-tree.tsx";

export interface FilesViewProps {
  readonly files: ArtifactFiles;
  /** Files that are being written just now: they stand in the place of what there was. */
  readonly growing: readonly GrowingFile[];
  /** The path that was chosen. Without one: what is being written, else what one reads first. */
  readonly file: string | undefined;
  readonly onFile: (path: string) => void;
  readonly loadFile?: (path: string) => Promise<Blob>;
  readonly version?: number;
}

/** A folder of files: its tree, and the file that was chosen. */
export function FilesView({ files, growing, file, onFile, loadFile, version = 0 }: FilesViewProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const [isTreeOpen, setTreeOpen] = useState(false);
  const written = new Map(growing.flatMap((each) => (each.path === undefined ? [] : [[each.path, each] as const])));
  const paths = [...new Set([...files.keys(), ...written.keys()])];
  const path = file ?? growing.at(-1)?.path ?? firstFile(paths);
  if (paths.length === 0) return <p className="mz-panel-wait mz-muted">{words.noFiles}</p>;
  return (
    <div className="mz-files" data-tree={isTreeOpen || undefined}>
      <button
        type="button"
        className="mz-button mz-tree-button"
        aria-expanded={isTreeOpen}
        onClick={() => setTreeOpen(!isTreeOpen)}
      >
        <span className="mz-mono">{path ?? words.chooseFile}</span>
        <ChevronDown aria-hidden />
        <span className="mz-hidden">{words.showFiles}</span>
      </button>
      <div className="mz-tree-pane">
        <FileTree
          paths={paths}
          selected={path}
          growing={new Set(growing.flatMap((each) => (each.isWhole || each.path === undefined ? [] : [each.path])))}
          onSelect={(chosen) => {
            onFile(chosen);
            setTreeOpen(false);
          }}
        />
      </div>
      {path !== undefined && (
        <FileContent
          key={path}
          path={path}
          file={files.get(path)}
          growing={written.get(path)}
          loadFile={loadFile}
          version={version}
        />
      )}
    </div>
  );
}
