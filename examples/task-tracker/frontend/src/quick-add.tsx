import type { FormEvent } from "react";
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
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = textIn(new FormData(form), "text").trim();
    if (text && (await add.run(text))) form.reset();
  };
  return (
    <form className="quick-add" onSubmit={(event) => void submit(event)}>
      <Icon name="plus" />
      <input
        name="text"
        aria-label="Add a task"
        placeholder="Add a task… !4 makes it urgent"
        autoComplete="off"
        maxLength={200}
        data-shortcut="n"
        readOnly={add.isBusy}
        aria-describedby={add.failure === undefined ? undefined : "quick-add-wrong"}
      />
      <kbd aria-hidden="true">N</kbd>
      <button type="submit" className="button small primary" disabled={add.isBusy}>
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
