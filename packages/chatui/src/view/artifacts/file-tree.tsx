import ChevronRight from "lucide-react/icons/chevron-right";
import File from "lucide-react/icons/file";
import { useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from "react";
import { toTreeLines, type TreeLine } from "../../artifacts/file-tree.ts";
import { Spinner } from "../parts/spinner.tsx";
import { useAllMessages } from "../use-all-messages.ts";

export interface FileTreeProps {
  readonly paths: readonly string[];
  readonly selected: string | undefined;
  /** Those that are being written. */
  readonly growing: ReadonlySet<string>;
  readonly onSelect: (path: string) => void;
}

/** Files in their folders: a tree of one tab stop, moved through with the arrow keys. */
export function FileTree({ paths, selected, growing, onSelect }: FileTreeProps): ReactNode {
  const { artifacts: words } = useAllMessages();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string>();
  const tree = useRef<HTMLDivElement>(null);
  const key = paths.join("\n");
  const lines = useMemo(() => toTreeLines(key.split("\n"), closed), [key, closed]);
  const current = lines.find(({ path }) => path === focused) ?? lines.find(({ path }) => path === selected) ?? lines[0];

  const toggle = ({ path, isOpen }: TreeLine): void =>
    setClosed((before) => new Set(isOpen === true ? [...before, path] : [...before].filter((each) => each !== path)));
  const choose = (line: TreeLine): void => (line.kind === "file" ? onSelect(line.path) : toggle(line));
  const focus = (line: TreeLine | undefined): void => {
    if (!line) return;
    setFocused(line.path);
    tree.current?.querySelectorAll<HTMLElement>("[role=treeitem]")[lines.indexOf(line)]?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    if (!current) return;
    const at = lines.indexOf(current);
    const isRightward = tree.current?.matches(":dir(rtl)") !== true;
    const [into, out] = isRightward ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
    if (event.key === "ArrowDown") focus(lines[at + 1]);
    else if (event.key === "ArrowUp") focus(lines[at - 1]);
    else if (event.key === "Home") focus(lines[0]);
    else if (event.key === "End") focus(lines.at(-1));
    else if (event.key === into && current.isOpen === false) toggle(current);
    else if (event.key === into && current.isOpen) focus(lines[at + 1]);
    else if (event.key === out && current.isOpen) toggle(current);
    else if (event.key === out) focus(lines.slice(0, at).findLast(({ level }) => level < current.level));
    else if (event.key === "Enter" || event.key === " ") choose(current);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={tree} className="mz-tree" role="tree" aria-label={words.files} onKeyDown={press}>
      {lines.map((line) => (
        <div
          key={line.path}
          role="treeitem"
          className="mz-tree-line"
          aria-level={line.level}
          aria-posinset={line.position}
          aria-setsize={line.siblings}
          aria-expanded={line.isOpen}
          aria-selected={line.kind === "file" ? line.path === selected : undefined}
          tabIndex={line === current ? 0 : -1}
          style={{ "--mz-level": line.level } as CSSProperties}
          onClick={() => {
            setFocused(line.path);
            choose(line);
          }}
        >
          {line.kind === "folder" ? (
            <ChevronRight className="mz-chevron mz-toward" aria-hidden />
          ) : (
            <File aria-hidden />
          )}
          <span dir="auto" title={line.path}>
            {line.name}
          </span>
          {growing.has(line.path) && (
            <>
              <Spinner />
              <span className="mz-hidden">{words.beingWritten}</span>
            </>
          )}
        </div>
      ))}
    </div>
  );
}
