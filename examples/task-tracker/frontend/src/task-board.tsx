import { useRef, useState } from "react";
import { isProblem } from "@mozaiks/core-runtime/client";
import { EmptyBoard } from "./empty-board.tsx";
import { QuickAdd } from "./quick-add.tsx";
import { useSession } from "./session.tsx";
import { isIn, type Project, type Shown, type Task, type View } from "./task.ts";
import { TaskDialog } from "./task-dialog.tsx";
import { TaskRow } from "./task-row.tsx";
import { TaskTools } from "./task-tools.tsx";
import { useToast } from "./toasts.tsx";
import { useLive } from "./use-live.ts";
import { problemText } from "./use-action.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const everything: Shown = { search: "", assignee: "", sort: "-priority,-created_at" };

/** The tasks of a view, and what can be done with them. */
export function TaskBoard({ view, projects }: { readonly view: View; readonly projects: readonly Project[] }) {
  const { client, user } = useSession();
  const toast = useToast();
  const [shown, setShown] = useState(everything);
  const [attempt, setAttempt] = useState(0);
  const [editing, setEditing] = useState<Task>();
  const board = useRef<HTMLDivElement>(null);
  useShortcuts(board);

  const isDone = view.kind === "done";
  const sort = isDone ? "-updated_at" : shown.sort;
  const filter = { done: isDone, ...(shown.assignee && { assignee: shown.assignee }) };
  const { status, items, problem } = useLive(JSON.stringify([filter, sort, attempt]), () =>
    client.tasks.live({ filter, sort }),
  );
  const text = shown.search.trim().toLocaleLowerCase();
  const tasks = items.filter(
    (task) => isIn(task, view, user.id) && (text === "" || task.title.toLocaleLowerCase().includes(text)),
  );

  const setDone = async (task: Task, done: boolean) => {
    try {
      await client.tasks.update(task.id, { done });
      if (done) toast(`Done: ${task.title}`, () => void setDone(task, false));
    } catch (error) {
      toast(isProblem(error, "record.not-found") ? "This task is gone." : problemText(error));
    }
  };
  // What is being edited stays, also when it leaves the list meanwhile.
  const edited = editing && (items.find(({ id }) => id === editing.id) ?? editing);

  return (
    <div className="board" ref={board}>
      <div className="board-head">
        <h1>{titleOf(view, projects)}</h1>
        {tasks.length > 0 && <p className="hint">{tasks.length === 1 ? "1 task" : `${tasks.length} tasks`}</p>}
      </div>
      {!isDone && <QuickAdd view={view} />}
      <TaskTools shown={shown} onShown={setShown} hasSort={!isDone} />
      {status === "failed" ? (
        <div className="empty" role="alert">
          <h2>Your tasks could not be loaded</h2>
          <p>{problem && problemText(problem)}</p>
          <button type="button" className="button primary" onClick={() => setAttempt(attempt + 1)}>
            Try again
          </button>
        </div>
      ) : status === "loading" ? (
        <ul className="tasks" aria-busy="true" aria-label="Tasks are being loaded">
          {[1, 2, 3, 4].map((row) => (
            <li key={row} className="task skeleton" />
          ))}
        </ul>
      ) : tasks.length === 0 ? (
        <EmptyBoard
          view={view}
          isFiltered={text !== "" || shown.assignee !== ""}
          onClear={() => setShown(everything)}
        />
      ) : (
        <ul className="tasks">
          {tasks.map((task) => (
            <TaskRow
              key={task.id}
              task={task}
              projects={projects}
              onDone={(done) => void setDone(task, done)}
              onOpen={() => setEditing(task)}
            />
          ))}
        </ul>
      )}
      {edited && <TaskDialog key={edited.id} task={edited} projects={projects} onClose={() => setEditing(undefined)} />}
    </div>
  );
}

function titleOf(view: View, projects: readonly Project[]): string {
  switch (view.kind) {
    case "assigned":
      return "Assigned to me";
    case "urgent":
      return "High priority";
    case "done":
      return "Done";
    case "project":
      return projects.find(({ id }) => id === view.id)?.name ?? "Project";
    default:
      return "All tasks";
  }
}
