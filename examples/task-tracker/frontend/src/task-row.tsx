import { Avatar, projectTone } from "./avatar.tsx";
import { Icon } from "./icons.tsx";
import { useMembers } from "./members.tsx";
import { useSession } from "./session.tsx";
import { priorityNames, type Project, type Task } from "./task.ts";

interface TaskRowProps {
  readonly task: Task;
  readonly projects: readonly Project[];
  readonly onDone: (done: boolean) => void;
  readonly onOpen: () => void;
}

export function TaskRow({ task, projects, onDone, onOpen }: TaskRowProps) {
  const { user } = useSession();
  const { nameOf } = useMembers();
  const { title, done, priority, assignee, owner } = task;
  const project = projects.find(({ id }) => id === task.project);
  return (
    <li className={`task${done ? " is-done" : ""}`}>
      <input
        type="checkbox"
        className="check"
        checked={done}
        aria-label={`Done: ${title}`}
        onChange={({ target }) => onDone(target.checked)}
      />
      <div className="task-body">
        <button type="button" className="task-title" data-task onClick={onOpen}>
          {title}
        </button>
        <p className="task-facts">
          {priority > 0 && (
            <span className={`fact priority-${priority}`}>
              <Icon name="flag" />
              {priorityNames[priority]}
            </span>
          )}
          {project && (
            <span className="fact">
              <span className={`dot tone-${projectTone(project.id, projects)}`} aria-hidden="true" />
              {project.name}
            </span>
          )}
          {owner !== null && owner !== user.id && <span className="fact">from {nameOf(owner)}</span>}
          {task.private_note && (
            <span className="fact">
              <Icon name="lock" />
              note
            </span>
          )}
        </p>
      </div>
      {assignee !== null && (
        <span className="task-assignee" title={nameOf(assignee)}>
          <Avatar id={assignee} name={nameOf(assignee)} />
          <span className="visually-hidden">Assigned to {assignee === user.id ? "you" : nameOf(assignee)}</span>
        </span>
      )}
    </li>
  );
}
