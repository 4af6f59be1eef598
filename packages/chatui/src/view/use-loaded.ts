import { useCallback, useEffect, useState } from "react";
import { toChatProblem, type ChatProblem } from "../core/chat-problem.ts";

/** Something that is fetched. While it is fetched again the old value stays. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly problem: ChatProblem | undefined;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/** Fetches once, and again on `reload()`. An answer that comes after a later one was asked for is dropped. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [asked, setAsked] = useState(1);
  const [answer, setAnswer] = useState<{ to: number; value: T | undefined; problem: ChatProblem | undefined }>({
    to: 0,
    value: undefined,
    problem: undefined,
  });
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (value) => isCurrent && setAnswer({ to: asked, value, problem: undefined }),
      (thrown: unknown) =>
        isCurrent && setAnswer(({ value }) => ({ to: asked, value, problem: toChatProblem(thrown) })),
    );
    return () => {
      isCurrent = false;
    };
  }, [load, asked]);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  return { value: answer.value, problem: answer.problem, isLoading: answer.to !== asked, reload };
}
