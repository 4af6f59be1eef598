export const linesPerSlice = 40;

/** The code cut behind every 40th line. Joined, the slices are the code. */
export function toSlices(code: string): readonly string[] {
  const slices: string[] = [];
  let start = 0;
  let lines = 0;
  for (let end = code.indexOf("\n"); end !== -1; end = code.indexOf("\n", end + 1)) {
    lines += 1;
    if (lines % linesPerSlice !== 0) continue;
    slices.push(code.slice(start, end + 1));
    start = end + 1;
  }
  if (start < code.length) slices.push(code.slice(start));
  return slices;
}
