import type { View } from "./task.ts";

interface EmptyBoardProps {
  readonly view: View;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

const texts: Readonly<Record<View["kind"], readonly [string, string]>> = {
  open: ["Nothing to do", "Write down the first thing that comes to mind, and press Enter."],
  assigned: ["Nothing is waiting for you", "What others assign to you appears here the moment they do."],
  urgent: ["Nothing is pressing", "Tasks of high priority and above gather here."],
  done: ["Nothing done yet", "Tick something off, and it is kept here."],
  project: ["An empty project", "What you add here belongs to this project."],
  people: ["", ""],
};

/** What is said where there are no tasks. */
export function EmptyBoard({ view, isFiltered, onClear }: EmptyBoardProps) {
  const [title, text] = isFiltered
    ? ["No task is like that", "Other tasks are hidden by what you look for."]
    : texts[view.kind];
  return (
    <div className="empty">
      <svg viewBox="0 0 120 84" aria-hidden="true" className="empty-picture">
        <rect x="14" y="10" width="92" height="18" rx="9" />
        <rect x="14" y="34" width="92" height="18" rx="9" />
        <rect x="14" y="58" width="60" height="18" rx="9" />
        <circle cx="23" cy="19" r="4.5" />
        <circle cx="23" cy="43" r="4.5" />
        <path d="m84 66 7 7 15-16" />
      </svg>
      <h2>{title}</h2>
      <p>{text}</p>
      {isFiltered && (
        <button type="button" className="button" onClick={onClear}>
          Show all
        </button>
      )}
    </div>
  );
}
