import type { Telemetry } from "../ports/telemetry.ts";

/** Telemetry that tells only of faults: for an engine that nobody operates. */
export function createQuietTelemetry(onFault: (where: string, thrown: unknown) => void): Telemetry {
  const nothing = (): void => undefined;
  return {
    runStarted: nothing,
    runEnded: nothing,
    runRecovered: nothing,
    modelCalled: nothing,
    toolCalled: nothing,
    appended: nothing,
    toolLog: nothing,
    fault: onFault,
  };
}
