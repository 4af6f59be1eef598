export { createFakeClock, type FakeClock } from "./testing/fake-clock.ts";
export type { Fault } from "./testing/fault.ts";
export type { FixtureChat } from "./testing/fixture-chat.ts";
export { createFixtureRuntime, type FixtureRuntime, type FixtureRuntimeOptions } from "./testing/fixture-runtime.ts";
export { toGoldenStream, type GoldenStream } from "./testing/golden-stream.ts";
export { goldenStream, loadGoldenStreams } from "./testing/golden-streams.ts";
export { writeStream, type StreamWriter } from "./testing/stream-writer.ts";
