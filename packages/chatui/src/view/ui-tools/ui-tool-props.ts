import type { Json, JsonObject } from "@mozaiks/contracts/fold";

/** What a UI tool's component gets. */
export interface UIToolProps {
  readonly callId: string;
  readonly payload: JsonObject;
  /** JSON Schema that the answer must fit. */
  readonly responseSchema?: JsonObject | undefined;
  /** Whether somebody waits for an answer; without, the component only shows something. */
  readonly isOpen: boolean;
  /** The answer is on its way: nothing may be changed. */
  readonly isSending: boolean;
  readonly submit: (response: Json) => void;
}

/** The first of the named members that is a text. */
export function textIn(payload: JsonObject, ...names: readonly string[]): string | undefined {
  return names.map((name) => payload[name]).find((value) => typeof value === "string" && value !== "") as
    | string
    | undefined;
}
