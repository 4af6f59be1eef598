/** Initials on a colour that is always the same for the same person or organisation. */
export function Avatar({
  id,
  name,
  isSquare = false,
}: {
  readonly id: string;
  readonly name: string;
  readonly isSquare?: boolean;
}) {
  return (
    <span className={`avatar tone-${toneOf(id)}${isSquare ? " square" : ""}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

const tones = 6;

/** The colour of a project: its place among all, so that the first six differ. */
export function projectTone(id: string, projects: readonly { readonly id: string }[]): number {
  return projects.filter((other) => other.id < id).length % tones;
}

/** One of the colours of the sheet: `tone-0` to `tone-5`. */
function toneOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 9973;
  return sum % tones;
}

function initialsOf(name: string): string {
  const [first = "?", second] = name.trim().split(/[\s@._-]+/);
  return [first, second ?? ""]
    .map((word) => Array.from(word)[0] ?? "")
    .join("")
    .toUpperCase();
}
