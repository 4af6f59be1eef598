/** `340 ms`, `2.4 sec`, `3 min`. */
export function formatDuration(ms: number, locale: string): string {
  if (ms < 1_000) return formatUnit(Math.round(ms), "millisecond", locale);
  if (ms < 60_000) return formatUnit(Math.round(ms / 100) / 10, "second", locale);
  return formatUnit(Math.round(ms / 60_000), "minute", locale);
}

/** `4:05`, `3 hr 12 min`. */
export function formatTimeLeft(ms: number, locale: string): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const minutes = Math.floor((seconds % 3_600) / 60);
  return `${formatUnit(Math.floor(seconds / 3_600), "hour", locale)} ${formatUnit(minutes, "minute", locale)}`;
}

/** Dollars, with enough digits that a small amount is not nothing. */
export function formatCost(dollars: number, locale: string): string {
  const digits = dollars >= 0.01 || dollars === 0 ? {} : { maximumSignificantDigits: 2 };
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",

    ...digits,
  }).format(dollars);
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** `now`, `5 minutes ago`, `yesterday`; a date when it is longer ago than a week. */
export function formatAgo(timestamp: string, now: number, locale: string): string {
  const elapsed = now - Date.parse(timestamp);
  if (Number.isNaN(elapsed)) return "";
  if (elapsed > 7 * 86_400_000) return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(now - elapsed);
  const [unit, length] = units.find(([, length]) => elapsed >= length) ?? ["minute", 60_000];
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return elapsed < 60_000 ? relative.format(0, "second") : relative.format(-Math.floor(elapsed / length), unit);
}

/** `840 bytes`, `12 kB`, `3.4 MB`. */
export function formatBytes(bytes: number, locale: string): string {
  const [unit, size] = byteUnits.find(([, size]) => bytes >= size) ?? ["byte", 1];
  const options = {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: unit === "megabyte" ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(locale, options).format(bytes / size);
}

const byteUnits: readonly (readonly [string, number])[] = [
  ["megabyte", 1_000_000],
  ["kilobyte", 1_000],
];

/** `4 March 2026, 10:15`, as the reader's language writes it. */
export function formatMoment(timestamp: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
    Date.parse(timestamp) || 0,
  );
}

function formatUnit(value: number, unit: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
}

/** `40%`, of a share from 0 to 1. */
export function formatShare(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);
}
