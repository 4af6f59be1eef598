import type { Frame, WorkflowCard } from "@mozaiks/contracts/fold";
import type { GoldenStream } from "./golden-stream.ts";

/** Writes a golden stream: `seq`, ids, times and offsets fill themselves in. */
export interface StreamWriter {
  /** A logged event. Any type and any payload: a stream may hold what a client does not know or cannot read. */
  event(type: string, payload?: object): StreamWriter;
  /** A transient frame. */
  show(type: string, payload: object): StreamWriter;
  /** A text in pieces. With `answer` it is logged at its end as well. */
  stream(messageId: string, agent: string, pieces: readonly string[], answer?: object): StreamWriter;
  /** Ends the run that goes on, or begins one. */
  run(cause: string): StreamWriter;
  pause(waitingFor: string): StreamWriter;
  done(): GoldenStream;
}

const stepMs = 30;

export function writeStream(name: string, workflow: WorkflowCard): StreamWriter {
  const chatId = `chat_${name.replaceAll("-", "_")}`;
  const lines: string[] = [];
  let seq = 0;
  let runs = 0;
  let epoch = 0;
  const envelope = () => ({
    chat_id: chatId,
    timestamp: new Date(Date.UTC(2026, 2, 2, 9) + lines.length * stepMs).toISOString(),
  });

  const writer: StreamWriter = {
    event(type, payload = {}) {
      seq += 1;
      if (type === "run_started" || type === "run_recovery") epoch = seq;
      const run = runs > 0 && { run_id: `run_${runs}` };
      lines.push(JSON.stringify({ type, ...envelope(), seq, event_id: `evt_${seq}`, ...run, ...payload }));
      return writer;
    },
    show(type, payload) {
      lines.push(JSON.stringify({ type, ...envelope(), ...payload }));
      return writer;
    },
    stream(messageId, agent, pieces, answer) {
      let text = "";
      for (const piece of pieces) {
        writer.show("agent_message_delta", { message_id: messageId, agent, epoch, offset: text.length, text: piece });
        text += piece;
      }
      if (!answer) return writer;
      const message = { message_id: messageId, agent, epoch, content: text, finish_reason: "stop", visible: true };
      return writer.event("agent_message", { ...message, ...answer });
    },
    run(cause) {
      runs += 1;
      return writer.event("run_started", { cause });
    },
    pause: (waitingFor) => writer.event("run_paused", { waiting_for: waitingFor }),
    done: () => ({ name, chatId, workflow, frames: lines.map((line): Frame => JSON.parse(line)) }),
  };
  return writer.event("session_created", {
    workflow_id: workflow.workflow_id,
    workflow_version: workflow.version,
    startup_mode: "UserDriven",
  });
}
