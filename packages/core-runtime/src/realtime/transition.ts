/** What a change is to somebody, by whether they could see the record before it and can after it. */
export function transitionOf(was: boolean, is: boolean): "created" | "updated" | "removed" | undefined {
  if (was) return is ? "updated" : "removed";
  return is ? "created" : undefined;
}
