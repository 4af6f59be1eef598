import type { Display, Json, JsonObject } from "@mozaiks/contracts/fold";
import type { UIToolProblem } from "./standard-schema.ts";

/** How a member of the arguments stands while an agent writes them. What is not listed has not begun. */
export type FieldStatus = "growing" | "complete";

interface CommonProps<Output> {
  /** The call that is answered; the same after a reload. */
  readonly callId: string;
  /** `artifact` = it stands beside the chat and has more room. */
  readonly display: Display;
  /** Answers. Only the first call counts, however often it is called; does nothing unless `status` is `open`. */
  readonly submit: (output: Output) => void;
  /** What was wrong with the answer that was given last: by the `output` schema, or by the server. */
  readonly problems: readonly UIToolProblem[];
  /** JSON Schema that the answer must fit, when the workflow says so. */
  readonly responseSchema: JsonObject | undefined;
  /** What was kept of a half-filled answer with `setDraft`; it survives a reload and goes with the answer. */
  readonly draft: Json | undefined;
  readonly setDraft: (draft: Json) => void;
  /** BCP 47, for `Intl`. */
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
  readonly theme: "light" | "dark";
}

/**
 * What a UI tool's component gets. It is on the page while it waits (`open`), while its answer is on its way (`sending`),
 * and where nobody waits for an answer (`shown`); every other state is drawn by the chat.
 */
export interface UIToolProps<Input = JsonObject, Output = Json> extends CommonProps<Output> {
  readonly status: "open" | "sending" | "shown";
  readonly input: Input;
}

/** What a component gets that is also drawn while the agent still writes its arguments (`streams`). */
export type StreamingUIToolProps<Input = JsonObject, Output = Json> =
  | (UIToolProps<Input, Output> & { readonly fields?: undefined })
  | (CommonProps<Output> & {
      readonly status: "streaming";
      /** What has been written so far. Not checked yet. */
      readonly input: Partial<Input>;
      readonly fields: Readonly<Record<string, FieldStatus>>;
    });
