import { patchState, type ArtifactCard, type Json } from "@mozaiks/contracts/fold";
import type { OutboxEntry } from "./outbox.ts";

type Artifacts = Readonly<Record<string, ArtifactCard>>;

/**
 * The artifacts as they will be when the server has taken what is on its way: every pending `update_state` is applied,
 * oldest first. One that does not apply to what is there now shows nothing. Taking a change back is leaving its entry out.
 */
function withPendingChanges(artifacts: Artifacts, outbox: readonly OutboxEntry[]): Artifacts {
  return outbox.reduce((shown, { message, state }) => {
    if (state === "failed" || message.type !== "artifact_action" || message.action !== "update_state") return shown;
    const card = Object.hasOwn(shown, message.artifact_id) ? shown[message.artifact_id] : undefined;
    if (card?.state === undefined || !isPatch(message.payload)) return shown;
    const next = patchState(card.state, message.payload);
    return next === undefined ? shown : { ...shown, [card.artifact_id]: { ...card, state: next } };
  }, artifacts);
}

/** {@link withPendingChanges}, which answers the same object again as long as nothing has changed. */
export function createOptimisticArtifacts(): typeof withPendingChanges {
  let last: [Artifacts, readonly OutboxEntry[], Artifacts] | undefined;
  return (artifacts, outbox) => {
    if (last?.[0] !== artifacts || last[1] !== outbox)
      last = [artifacts, outbox, withPendingChanges(artifacts, outbox)];
    return last[2];
  };
}

/** How many changes of an artifact are on their way. */
export function countPendingChanges(artifactId: string, outbox: readonly OutboxEntry[]): number {
  return outbox.filter(
    ({ message, state }) =>
      state !== "failed" &&
      message.type === "artifact_action" &&
      message.artifact_id === artifactId &&
      message.action === "update_state",
  ).length;
}

function isPatch(value: Json | undefined): value is { op: string; path: string }[] {
  return Array.isArray(value) && value.every((each) => typeof each === "object" && each !== null);
}
