import type { Row, SessionView } from "@mozaiks/contracts/fold";
import type { Io } from "../io.ts";

/** Prints a view as it grows: whole rows once, streamed text as it comes. */
export interface Transcript {
  show(view: SessionView): void;
}

export interface TranscriptOptions {
  readonly write: (text: string) => void;
  readonly style: Io["style"];
  /** True for a message that stands on the screen already, because it was typed there. */
  readonly isTyped: (clientId: string | undefined) => boolean;
}

export function createTranscript({ write, style, isTyped }: TranscriptOptions): Transcript {
  const printed = new Map<string, string>();
  let streamed: { id: string; text: string } | undefined;

  function show(view: SessionView): void {
    for (const row of view.rows) {
      const status = "status" in row ? row.status : "";
      if (printed.get(row.key) === status) continue;
      const isNew = !printed.has(row.key);
      printed.set(row.key, status);
      if (row.kind === "message" && row.role === "agent") finishMessage(row, view);
      else for (const line of linesOf(row, isNew)) writeLine(line);
    }
    if (view.partial) stream(view.partial.message_id, view.partial.agent, view.partial.text, view);
  }

  function stream(id: string, agent: string, text: string, view: SessionView): void {
    if (streamed?.id !== id || !text.startsWith(streamed.text)) {
      endLine();
      write(`${heading(agent, view)}\n${text}`);
    } else if (text.length > streamed.text.length) write(text.slice(streamed.text.length));
    streamed = { id, text };
  }

  function finishMessage(row: Extract<Row, { kind: "message" }>, view: SessionView): void {
    stream(row.key, row.agent ?? "agent", row.content || JSON.stringify(row.structured_output), view);
    streamed = undefined;
    write(row.finish_reason === "cancelled" ? ` ${style("dim", "(stopped)")}\n\n` : "\n\n");
  }

  function writeLine(line: string): void {
    endLine();
    write(`${line}\n`);
  }

  /** Text that stopped in the middle (a crash, a new attempt) stays where it is. */
  function endLine(): void {
    if (streamed) write("\n");
    streamed = undefined;
  }

  function heading(agent: string, view: SessionView): string {
    const card = view.workflow?.agents.find(({ name }) => name === agent);
    return style(["bold", "cyan"], card?.display_name ?? agent);
  }

  function linesOf(row: Row, isNew: boolean): string[] {
    switch (row.kind) {
      case "message":
        return isTyped(row.client_id) ? [] : [`${style(["bold", "green"], "you")}\n${row.content}\n`];
      case "tool":
        return row.tool_kind === "ui" ? [] : toolLines(row);
      case "request":
        return row.status === "open" || row.status === "answered" ? [] : [style("dim", `  ? ${row.status}`)];
      case "notice":
        return row.level === "info" ? [] : [style("yellow", `  ! ${row.code} ${row.detail ?? ""}`.trimEnd())];
      case "end":
        return [endLineOf(row), ""];
      case "artifact":
        return [style("dim", `  ▪ ${row.title} (version ${row.version})`)];
      case "child":
        return isNew ? [style("dim", `  ▸ ${row.workflow_id}`)] : [];
    }
  }

  function toolLines({ name, status, arguments: args, result, error }: Extract<Row, { kind: "tool" }>): string[] {
    if (status === "running") return [style("dim", `  → ${name}${shortJson(args)}`)];
    if (status === "ok") return [`${style("green", "  ✓")} ${style("dim", `${name}${shortJson(result)}`)}`];
    const reason = error === undefined ? "" : ` ${error.detail ?? error.title}`;
    return [`${style("red", "  ✗")} ${style("dim", `${name} ${status}${reason}`)}`];
  }

  function endLineOf({ status, reason, error }: Extract<Row, { kind: "end" }>): string {
    if (status === "failed") return style("red", `✗ ${error?.code ?? "failed"} ${error?.detail ?? error?.title ?? ""}`);
    const because = reason === undefined || reason === "terminate" ? "" : ` (${reason})`;
    return style("dim", status === "cancelled" ? "— stopped" : `— complete${because}`);
  }

  return { show };
}

const maxJson = 120;

function shortJson(value: unknown): string {
  if (value === undefined) return "";
  const text = JSON.stringify(value);
  return ` ${text.length > maxJson ? `${text.slice(0, maxJson)}…` : text}`;
}
