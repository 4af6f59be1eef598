import type { BlobStore } from "../ports/blob-store.ts";
import type { Clock } from "../ports/clock.ts";
import type { Telemetry } from "../ports/telemetry.ts";
import { unreferencedMs } from "./uploads.ts";

const everyMs = 3_600_000;

/** Erases uploads that no message was sent with for 24 h: now, and every hour. Disposing it waits for a sweep that runs. */
export function startUploadSweep(ports: {
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, "fault">;
}): AsyncDisposable {
  let running = Promise.resolve();
  const sweep = (): void => {
    running = running
      .then(() => ports.blobs.sweep(new Date(ports.clock.now().getTime() - unreferencedMs)))
      .then(
        () => undefined,
        (thrown: unknown) => ports.telemetry.fault("upload sweep", thrown),
      );
  };
  sweep();
  const timer = setInterval(sweep, everyMs);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
