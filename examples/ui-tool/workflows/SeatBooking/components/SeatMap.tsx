import { defineUITool, useUIToolDraft, type UIToolProps } from "@mozaiks/chatui/ui-tools";
import { Seat } from "./parts/seat.tsx";

interface Input {
  readonly rows: readonly string[];
  readonly seats_per_row: number;
  readonly taken: readonly string[];
  readonly count: number;
}

interface Output {
  readonly seats: readonly string[];
}

/** The hall. What is picked is kept as a draft, so a reload changes nothing. */
function SeatMap({ input, status, submit }: UIToolProps<Input, Output>) {
  const [picked, setPicked] = useUIToolDraft<readonly string[]>([]);
  const isFull = picked.length === input.count;
  const pick = (seat: string) =>
    setPicked(picked.includes(seat) ? picked.filter((other) => other !== seat) : [...picked, seat].slice(-input.count));
  return (
    <fieldset
      disabled={status !== "open"}
      style={{ border: 0, margin: 0, padding: 0, display: "grid", gap: "0.75rem" }}
    >
      <div style={{ overflowX: "auto", display: "grid", gap: "0.375rem" }}>
        {input.rows.map((row) => (
          <div key={row} role="group" aria-label={`Row ${row}`} style={{ display: "flex", gap: "0.375rem" }}>
            {Array.from({ length: input.seats_per_row }, (_, index) => `${row}${index + 1}`).map((seat) => (
              <Seat
                key={seat}
                name={seat}
                isTaken={input.taken.includes(seat)}
                isPicked={picked.includes(seat)}
                onPick={() => pick(seat)}
              />
            ))}
          </div>
        ))}
      </div>
      <div>
        <button
          type="button"
          disabled={!isFull}
          onClick={() => submit({ seats: picked.toSorted() })}
          style={{
            padding: "0.5rem 1rem",
            border: 0,
            borderRadius: "0.5rem",
            background: isFull ? "var(--mz-fill)" : "var(--mz-hover)",
            color: isFull ? "var(--mz-on-fill)" : "var(--mz-ink-soft)",
          }}
        >
          {isFull ? `Book ${picked.toSorted().join(", ")}` : `Pick ${input.count - picked.length} more`}
        </button>
      </div>
    </fieldset>
  );
}

export default defineUITool<Input, Output>({
  name: "SeatMap",
  render: SeatMap,
  answered: ({ seats }) => seats.join(", "),
});
