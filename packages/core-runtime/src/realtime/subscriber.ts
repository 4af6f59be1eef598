import type { ProblemCode } from "@mozaiks/contracts";
import type { Audience } from "./audience.ts";

/** One open stream. */
export interface Subscriber {
  readonly userId: string | null;
  /** The same for all streams that see the same: user, organisation and role. */
  readonly mark: string;
  readonly audiences: readonly Audience[];
  /** Up to where the feed was looked through for it. */
  position: string;
  readonly isOpen: boolean;
  readonly send: (text: string) => void;
  readonly close: (code: ProblemCode) => void;
  /** Asks again who this is, and closes the stream when that is somebody else, or nobody. */
  recheck(): Promise<void>;
}
