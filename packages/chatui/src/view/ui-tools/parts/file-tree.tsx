import ChevronRight from "lucide-react/icons/chevron-right";
import File from "lucide-react/icons/file";
import Folder from "lucide-react/icons/folder";
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { TreeFile } from "../../../ui-tools/payloads/file-tree-payload.ts";
import { useAllMessages } from "../../use-all-messages.ts";
import { toTreeNodes, type TreeNode } from "./tree-nodes.ts";

export interface FileTreeProps {
  readonly files: readonly TreeFile[];
  readonly selected: string | undefined;
  readonly onSelect: (path: string) => void;
  readonly locale: string;
}

/** Files in their folders: arrow keys move, right and left open and close, Enter picks. */
export function FileTree({ files, selected, onSelect, locale }: FileTreeProps): ReactNode {
  const { uiTools: words } = useAllMessages();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const nodes = useMemo(() => toTreeNodes(files, (path) => !closed.has(path), locale), [files, closed, locale]);
  const [current, setCurrent] = useState(selected);
  const tree = useRef<HTMLDivElement>(null);
  const stop = nodes.find(({ path }) => path === current) ?? nodes[0];

  const setOpen = (path: string, isOpen: boolean): void => {
    const next = new Set(closed);
    if (isOpen) next.delete(path);
    else next.add(path);
    setClosed(next);
  };
  const goTo = (node: TreeNode | undefined): void => {
    if (!node) return;
    setCurrent(node.path);
    tree.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(node.path)}"]`)?.focus();
  };
  const activate = (node: TreeNode): void => {
    setCurrent(node.path);
    if (node.file) onSelect(node.path);
    else setOpen(node.path, closed.has(node.path));
  };
  const press = (event: KeyboardEvent, node: TreeNode): void => {
    const at = nodes.indexOf(node);
    const isOpen = !node.file && !closed.has(node.path);
    const parent = nodes.slice(0, at).findLast(({ depth }) => depth < node.depth);
    const isRight = getComputedStyle(event.currentTarget).direction !== "rtl";
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => goTo(nodes[at + 1]),
      ArrowUp: () => goTo(nodes[at - 1]),
      Home: () => goTo(nodes[0]),
      End: () => goTo(nodes.at(-1)),
      [isRight ? "ArrowRight" : "ArrowLeft"]: () => {
        if (isOpen) goTo(nodes[at + 1]);
        else if (!node.file) setOpen(node.path, true);
      },
      [isRight ? "ArrowLeft" : "ArrowRight"]: () => (isOpen ? setOpen(node.path, false) : goTo(parent)),
      Enter: () => activate(node),
      " ": () => activate(node),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="mz-tree" role="tree" aria-label={words.files} ref={tree}>
      {nodes.map((node) => (
        <div
          key={node.path}
          role="treeitem"
          aria-level={node.depth}
          aria-posinset={node.place}
          aria-setsize={node.siblings}
          aria-expanded={node.file ? undefined : !closed.has(node.path)}
          aria-selected={node.file ? node.path === selected : undefined}
          tabIndex={node === stop ? 0 : -1}
          data-path={node.path}
          data-status={node.file?.status}
          onClick={() => activate(node)}
          onKeyDown={(event) => press(event, node)}
        >
          {Array.from({ length: node.depth - 1 }, (_, level) => (
            <i key={level} className="mz-indent" aria-hidden />
          ))}
          {node.file ? <File aria-hidden /> : <ChevronRight className="mz-chevron-start" aria-hidden />}
          {!node.file && <Folder aria-hidden />}
          <bdi>{node.name}</bdi>
          {node.file?.status && <span className="mz-file-status">{words.changes[node.file.status]}</span>}
        </div>
      ))}
    </div>
  );
}
