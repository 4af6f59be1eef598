import { isProblem } from "@mozaiks/core-runtime/client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Field } from "./field.tsx";
import { Icon } from "./icons.tsx";
import { useMembers } from "./members.tsx";
import { useSession } from "./session.tsx";
import { priorityNames, type Project, type Task } from "./task.ts";
import { useToast } from "./toasts.tsx";
import { textIn } from "./text-in.ts";
import { useAction } from "./use-action.ts";

interface TaskDialogProps {
  readonly task: Task;
  readonly projects: readonly Project[];
  readonly onClose: () => void;
}

/** A task with all that can be changed of it. What others change meanwhile is not overwritten without asking. */
export function TaskDialog({ task, projects, onClose }: TaskDialogProps) {
  const { client, user } = useSession();
  const { people, nameOf } = useMembers();
  const toast = useToast();
  const dialog = useRef<HTMLDialogElement>(null);
  /** The version that was read: what is saved must not take back what somebody else did since. */
  const [version, setVersion] = useState(task.version);
  const isOwner = task.owner === user.id;

  useEffect(() => dialog.current?.showModal(), []);

  const save = useAction(async (form: FormData) => {
    const text = (name: string) => textIn(form, name).trim();
    const patch = {
      title: text("title"),
      priority: Number(text("priority")),
      assignee: text("assignee") || null,
      project: text("project") || null,
      ...(isOwner && { private_note: text("private_note") || null }),
    };
    try {
      await client.tasks.update(task.id, patch, { version });
    } catch (error) {
      if (isProblem(error, "record.version-conflict")) setVersion(Number(error.problem["current_version"]));
      throw error;
    }
    dialog.current?.close();
  });
  const remove = useAction(async () => {
    await client.tasks.delete(task.id);
    dialog.current?.close();
    toast(`Deleted: ${task.title}`);
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void save.run(new FormData(event.currentTarget));
  };
  const failure = save.failure ?? remove.failure;

  return (
    <dialog ref={dialog} className="task-dialog" aria-labelledby="task-dialog-title" onClose={onClose}>
      <form onSubmit={submit}>
        <header>
          <h2 id="task-dialog-title">Task</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </button>
        </header>
        <Field
          label="Title"
          name="title"
          defaultValue={task.title}
          maxLength={200}
          required
          autoComplete="off"
          wrong={save.wrong["title"]}
        />
        <fieldset className="field">
          <legend>Priority</legend>
          <div className="segments">
            {priorityNames.map((name, priority) => (
              <label key={name} className={`segment priority-${priority}`}>
                <input type="radio" name="priority" value={priority} defaultChecked={priority === task.priority} />
                <span>{priority === 0 ? "None" : name}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <div className="field-pair">
          <label className="field">
            Assigned to
            <select name="assignee" defaultValue={task.assignee ?? ""}>
              <option value="">Nobody</option>
              {task.assignee !== null && !people.some(({ id }) => id === task.assignee) && (
                <option value={task.assignee}>{nameOf(task.assignee)}</option>
              )}
              {people.map(({ id, name }) => (
                <option key={id} value={id}>
                  {id === user.id ? `${name} (you)` : name}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            Project
            <select name="project" defaultValue={task.project ?? ""}>
              <option value="">None</option>
              {projects.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>
        {isOwner ? (
          <label className="field">
            <span className="with-icon">
              <Icon name="lock" /> Private note
            </span>
            <textarea name="private_note" rows={3} maxLength={2000} defaultValue={task.private_note ?? ""} />
            <small className="hint">Only you can read it, also when the task is assigned to somebody else.</small>
          </label>
        ) : (
          task.owner !== null && <p className="hint">{nameOf(task.owner)} made this task and assigned it to you.</p>
        )}
        {failure !== undefined && (
          <p role="alert" className="notice danger">
            {failure}
          </p>
        )}
        <footer>
          {isOwner && (
            <button type="button" className="button danger" disabled={remove.isBusy} onClick={() => void remove.run()}>
              <Icon name="trash" />
              Delete
            </button>
          )}
          <button type="button" className="button push" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={save.isBusy}>
            Save
          </button>
        </footer>
      </form>
    </dialog>
  );
}
