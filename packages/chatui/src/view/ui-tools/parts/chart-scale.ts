/** Round numbers from below the least to above the most, zero among them. */
export function ticksFor(values: readonly number[], wanted = 5): readonly number[] {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const span = most - least || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(least / step);
  const last = Math.ceil((most || step) / step);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** A number with its unit: a currency, per cent, or any other word behind it. */
export function formatWithUnit(value: number, unit: string | undefined, locale: string, isShort = false): string {
  const digits = { maximumFractionDigits: isShort ? 1 : 4, ...(isShort && { notation: "compact" as const }) };
  if (unit === undefined || unit === "") return value.toLocaleString(locale, digits);
  if (/^[A-Z]{3}$/.test(unit)) {
    try {
      return value.toLocaleString(locale, { style: "currency", currency: unit, ...digits, minimumFractionDigits: 0 });
    } catch {
      // No currency: a unit like any other.
    }
  }
  return `${value.toLocaleString(locale, digits)}\u00A0${unit}`;
}

/** How far bars and areas reach that stand on each other: the bounds of each value. */
export function stack(
  series: readonly (readonly (number | null)[])[],
): readonly (readonly { readonly from: number; readonly to: number }[])[] {
  const above: number[] = [];
  const below: number[] = [];
  return series.map((values) =>
    values.map((value, index) => {
      const bases = (value ?? 0) < 0 ? below : above;
      const from = bases[index] ?? 0;
      const to = from + (value ?? 0);
      bases[index] = to;
      return { from, to };
    }),
  );
}
