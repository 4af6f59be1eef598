/** `340 ms`, `2.4 s`, `3 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.round(ms / 60_000)} min`;
}

/** Dollars, with enough digits that a small amount is not nothing. */
export function formatCost(dollars: number): string {
  return `$${dollars >= 0.01 || dollars === 0 ? dollars.toFixed(2) : dollars.toPrecision(2)}`;
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** `5 minutes ago`, `yesterday`; a date when it is longer ago than a week. */
export function formatAgo(timestamp: string, now: number): string {
  const elapsed = now - Date.parse(timestamp);
  if (Number.isNaN(elapsed)) return "";
  if (elapsed > 7 * 86_400_000)
    return new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }).format(now - elapsed);
  const [unit, length] = units.find(([, length]) => elapsed >= length) ?? ["minute", 60_000];
  if (elapsed < 60_000) return "just now";
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(-Math.floor(elapsed / length), unit);
}

/** `840 bytes`, `12 kB`, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  const [unit, size] = byteUnits.find(([, size]) => bytes >= size) ?? ["byte", 1];
  const options = {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: unit === "megabyte" ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(undefined, options).format(bytes / size);
}

const byteUnits: readonly (readonly [string, number])[] = [
  ["megabyte", 1_000_000],
  ["kilobyte", 1_000],
];
