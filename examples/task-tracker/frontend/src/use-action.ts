import { isProblem } from "@mozaiks/core-runtime/client";
import { useRef, useState } from "react";

export interface Action<Given extends readonly unknown[]> {
  /** Resolves to whether it worked; while it works it is not begun again. */
  readonly run: (...given: Given) => Promise<boolean>;
  readonly isBusy: boolean;
  /** What went wrong, in words. */
  readonly failure: string | undefined;
  /** What is wrong with single fields, by their names. */
  readonly wrong: Readonly<Record<string, string>>;
  readonly clear: () => void;
}

/** Something a person asks for that takes its time and can fail. */
export function useAction<Given extends readonly unknown[]>(
  work: (...given: Given) => Promise<unknown>,
): Action<Given> {
  const [state, setState] = useState<{ isBusy: boolean; error?: unknown }>({ isBusy: false });
  const isRunning = useRef(false);
  return {
    isBusy: state.isBusy,
    failure: state.error === undefined ? undefined : problemText(state.error),
    wrong: wrongFields(state.error),
    clear: () => setState({ isBusy: false }),
    async run(...given) {
      if (isRunning.current) return false;
      isRunning.current = true;
      setState({ isBusy: true });
      try {
        await work(...given);
        setState({ isBusy: false });
        return true;
      } catch (error) {
        setState({ isBusy: false, error });
        return false;
      } finally {
        isRunning.current = false;
      }
    },
  };
}

const texts: Readonly<Record<string, string>> = {
  "network.failed": "The app cannot be reached. Check your connection and try again.",
  "credentials.invalid": "That e-mail address and password do not go together.",
  "account.exists": "There is an account with this e-mail address. Sign in instead.",
  "record.conflict": "There is one with this name already.",
  "record.version-conflict": "Somebody changed this task while you were editing it. Save again to keep what you wrote.",
  "invitation.email-mismatch": "This invitation is for another e-mail address.",
  "invitation.invalid": "This invitation was used or taken back, or it is older than seven days.",
  "organization.last-owner": "An organisation keeps at least one owner.",
};

/** What went wrong, for people. */
export function problemText(error: unknown): string {
  if (!isProblem(error)) return "Something went wrong. Try again.";
  return texts[error.code] ?? error.errors[0]?.message ?? error.message;
}

function wrongFields(error: unknown): Readonly<Record<string, string>> {
  if (!isProblem(error)) return {};
  return Object.fromEntries(error.errors.map(({ path, message }) => [path.slice(1), message]));
}
