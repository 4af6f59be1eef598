import { Icon } from "./icons.tsx";
import { useMembers } from "./members.tsx";
import { useSession } from "./session.tsx";
import type { Shown } from "./task.ts";

interface TaskToolsProps {
  readonly shown: Shown;
  readonly onShown: (shown: Shown) => void;
  readonly hasSort: boolean;
}

const sorts: readonly (readonly [string, string])[] = [
  ["-priority,-created_at", "Priority"],
  ["-created_at", "Newest"],
  ["-updated_at", "Last changed"],
  ["title", "Title"],
];

/** What of the tasks is shown, and in which order. */
export function TaskTools({ shown, onShown, hasSort }: TaskToolsProps) {
  const { user } = useSession();
  const { people } = useMembers();
  return (
    <div className="tools" role="search">
      <label className="search">
        <span className="visually-hidden">Search in titles</span>
        <Icon name="search" />
        <input
          type="search"
          placeholder="Search"
          value={shown.search}
          data-shortcut="/"
          onChange={({ target }) => onShown({ ...shown, search: target.value })}
        />
      </label>
      {people.length > 1 && (
        <label className="pick">
          <span>Assigned to</span>
          <select value={shown.assignee} onChange={({ target }) => onShown({ ...shown, assignee: target.value })}>
            <option value="">anybody</option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {id === user.id ? "me" : name}
              </option>
            ))}
          </select>
        </label>
      )}
      {hasSort && (
        <label className="pick">
          <span>Sort by</span>
          <select value={shown.sort} onChange={({ target }) => onShown({ ...shown, sort: target.value })}>
            {sorts.map(([sort, name]) => (
              <option key={sort} value={sort}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
