import type { Frame, WorkflowCard } from "@mozaiks/contracts/fold";

/** One session as its server tells it to a client that was there from the beginning: logged events and transient frames. */
export interface GoldenStream {
  readonly name: string;
  readonly chatId: string;
  readonly workflow: WorkflowCard;
  readonly frames: readonly Frame[];
}

const ofConnections: readonly string[] = ["session_state", "replay_complete", "ack", "ping", "error"];

/**
 * Makes a stream of what one client received. What belongs to its connections is left out, and so is what came twice or
 * too early; timestamps give the pace.
 * @throws Error when the session is not there from its first event.
 */
export function toGoldenStream(name: string, received: readonly Frame[]): GoldenStream {
  const frames: Frame[] = [];
  let seq = 0;
  for (const frame of received) {
    if (ofConnections.includes(frame.type)) continue;
    if ("seq" in frame && frame.seq !== seq + 1) continue;
    if ("seq" in frame) seq = frame.seq;
    frames.push(frame);
  }
  const [first] = frames;
  if (first?.type !== "session_created") throw new Error(`the stream ${name} does not begin with session_created`);
  const state = received.find((frame) => frame.type === "session_state");
  return { name, chatId: first.chat_id, workflow: state?.workflow ?? toCard(first, frames), frames };
}

function toCard(created: Extract<Frame, { type: "session_created" }>, frames: readonly Frame[]): WorkflowCard {
  const { workflow_id, workflow_version } = created;
  const speakers = new Set(frames.flatMap((frame) => (frame.type === "agent_selected" ? [frame.agent] : [])));
  const agents = [...speakers].map((name) => ({ name, display_name: name }));
  return { workflow_id, version: workflow_version, title: workflow_id, agents, suggestions: [] };
}
