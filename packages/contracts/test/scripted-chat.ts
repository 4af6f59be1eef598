import type { EventOf, Frame, FrameOf, SessionEventType, TransientFrame } from "../src/fold.ts";

type Payload<T extends { type: string }> = T extends unknown
  ? Omit<T, "seq" | "event_id" | "chat_id" | "timestamp">
  : never;

/** Writes frames of one chat with the envelope filled in: `seq` counts, time stands still. */
export function scriptedChat(chatId = "chat-1", startSeq = 0) {
  let seq = startSeq;
  const envelope = { chat_id: chatId, timestamp: "2026-01-05T09:00:00.000Z" };
  return {
    event<T extends SessionEventType>(type: T, payload: Omit<Payload<EventOf<T>>, "type">): EventOf<T> {
      seq += 1;
      return { type, ...envelope, seq, event_id: `evt-${seq}`, ...payload } as unknown as EventOf<T>;
    },
    frame<T extends TransientFrame["type"]>(type: T, payload: Omit<Payload<FrameOf<T>>, "type">): FrameOf<T> {
      return { type, ...envelope, ...payload } as unknown as FrameOf<T>;
    },
    delta(text: string, offset: number, options: { epoch?: number; message_id?: string } = {}): Frame {
      const { epoch = 2, message_id = "msg-1" } = options;
      return { type: "agent_message_delta", ...envelope, message_id, agent: "Ada", epoch, offset, text };
    },
  };
}
