import type { RecordOf } from "@mozaiks/core-runtime";
import type { projects, tasks } from "../../backend/src/app.ts";

export type Task = RecordOf<typeof tasks>;
export type Project = RecordOf<typeof projects>;

/** What a part of the page shows. */
export type View =
  | { readonly kind: "open" | "assigned" | "urgent" | "done" | "people" }
  | { readonly kind: "project"; readonly id: string };

export const sameView = (left: View, right: View): boolean => JSON.stringify(left) === JSON.stringify(right);

/** How urgent something is: 0 says nothing of it. */
export const priorityNames: readonly string[] = ["No priority", "Low", "Medium", "High", "Urgent", "Now"];

export const isUrgent = ({ priority }: Task): boolean => priority >= 3;

/** Whether a task that is open stands in a view. */
export function isIn(task: Task, view: View, userId: string): boolean {
  switch (view.kind) {
    case "assigned":
      return task.assignee === userId;
    case "urgent":
      return isUrgent(task);
    case "project":
      return task.project === view.id;
    case "people":
      return false;
    default:
      return true;
  }
}

/** What of a view is shown, and in which order. */
export interface Shown {
  readonly search: string;
  /** The id of a member, or nothing. */
  readonly assignee: string;
  readonly sort: string;
}
