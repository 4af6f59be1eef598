import { createChatSession, createMemoryStorage, type ChatSession, type ChatSessionOptions } from "../../src/core.ts";
import {
  createFakeClock,
  createFixtureRuntime,
  goldenStream,
  type FakeClock,
  type FixtureChat,
  type FixtureRuntime,
  type FixtureRuntimeOptions,
} from "../../src/testing.ts";
import { doWhatIsAwaited } from "./person.ts";

export interface FixtureSession {
  readonly clock: FakeClock;
  readonly runtime: FixtureRuntime;
  readonly chat: FixtureChat;
  readonly session: ChatSession;
  /** Does what the stream waits for, until it waits for something of that type or for nothing. */
  readonly playUntil: (type?: string) => Promise<void>;
}

/** A session that is connected to a golden stream. */
export async function openFixture(
  stream: string,
  options: Partial<ChatSessionOptions> & { runtime?: FixtureRuntimeOptions } = {},
): Promise<FixtureSession> {
  const clock = createFakeClock();
  const { runtime: runtimeOptions, ...sessionOptions } = options;
  const golden = goldenStream(stream);
  const runtime = createFixtureRuntime({ streams: [golden], clock, ...runtimeOptions });
  const chat = runtime.chat(golden.chatId);
  const storage = createMemoryStorage();
  const session = createChatSession({ ...runtime, chatId: golden.chatId, storage, ...sessionOptions });
  session.start();
  await clock.advance(1_000);
  return {
    clock,
    runtime,
    chat,
    session,
    async playUntil(type) {
      for (let step = 0; step < 200 && !chat.player.isDone; step += 1) {
        if (chat.player.awaits && chat.player.awaits.type === type) return;
        if (session.store.getState().outbox.length === 0) doWhatIsAwaited(chat, session);
        await clock.advance(500);
      }
      await clock.advance(1_000);
    },
  };
}
