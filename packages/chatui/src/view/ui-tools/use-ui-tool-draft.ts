import { useDraft } from "../use-draft.ts";
import { useUIToolCall } from "./ui-tool-call-context.ts";

/**
 * What a person has filled in so far: it survives a reload, a reconnect and another surface, and goes when the request is
 * closed. A tool with more than one of them names each (`part`).
 */
export function useUIToolDraft<T>(initial: T, part = ""): readonly [T, (value: T) => void] {
  const callId = useUIToolCall();
  const [value, change] = useDraft<T>(part === "" ? callId : `${callId}.${part}`, initial);
  return [value, change];
}
