interface SeatProps {
  readonly name: string;
  readonly isTaken: boolean;
  readonly isPicked: boolean;
  readonly onPick: () => void;
}

/** One seat: free, taken, or picked. */
export function Seat({ name, isTaken, isPicked, onPick }: SeatProps) {
  return (
    <button
      type="button"
      disabled={isTaken}
      aria-pressed={isPicked}
      aria-label={isTaken ? `${name}, taken` : name}
      onClick={onPick}
      style={{
        width: "2.5rem",
        height: "2.5rem",
        flex: "none",
        borderRadius: "0.5rem 0.5rem 0.75rem 0.75rem",
        border: `1px solid ${isPicked ? "var(--mz-accent)" : "var(--mz-line-strong)"}`,
        background: isPicked ? "var(--mz-fill)" : isTaken ? "var(--mz-hover)" : "var(--mz-surface)",
        color: isPicked ? "var(--mz-on-fill)" : isTaken ? "var(--mz-ink-soft)" : "var(--mz-ink)",
        textDecoration: isTaken ? "line-through" : "none",
      }}
    >
      {name}
    </button>
  );
}
