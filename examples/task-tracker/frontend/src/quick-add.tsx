import { type FormEvent, useRef } from "react";
import { Icon } from "./icons.tsx";
import { useSession } from "./session.tsx";
import type { View } from "./task.ts";
import { textIn } from "./text-in.ts";
import { useAction } from "./use-action.ts";

/** One line becomes a task, in the project that is looked at. */
export function QuickAdd({ view }: { readonly view: View }) {
  const { client, user } = useSession();
  const add = useAction(async (text: string) => {
    const { id } = await client.call("POST /api/quick-add", { body: { text } });
    if (view.kind === "project") await client.tasks.update(id, { project: view.id });
    if (view.kind === "assigned") await client.tasks.update(id, { assignee: user.id });
  });
  /** One after the other: who writes quickly does not wait, and finds what failed where it was written. */
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = textIn(new FormData(event.currentTarget), "text").trim();
    if (!text) return;
    event.currentTarget.reset();
    const before = queue.current;
    const addNext = async () => {
      await before;
      if (!(await add.run(text)) && field.current?.value === "") field.current.value = text;
    };
    queue.current = addNext();
  };
  return (
    <form className="quick-add" onSubmit={submit}>
      <Icon name="plus" />
      <input
        ref={field}
        name="text"
        aria-label="Add a task"
        placeholder="Add a task… !4 makes it urgent"
        autoComplete="off"
        maxLength={200}
        data-shortcut="n"
        aria-describedby={add.failure === undefined ? undefined : "quick-add-wrong"}
      />
      <kbd aria-hidden="true">N</kbd>
      <button type="submit" className="button small primary">
        Add
      </button>
      {add.failure !== undefined && (
        <p role="alert" id="quick-add-wrong" className="wrong">
          {add.failure}
        </p>
      )}
    </form>
  );
}
