import { clearLine, createInterface, cursorTo } from "node:readline";

/** Lines from a person (or a pipe) and text to them, without the two getting into each other's way. */
export interface Prompter extends Disposable {
  readonly isInteractive: boolean;
  /** The next line, or undefined at the end of the input or when `signal` aborts. */
  readonly ask: (prompt: string, signal: AbortSignal) => Promise<string | undefined>;
  /** Writes text; a prompt that is shown moves below it. */
  readonly write: (text: string) => void;
}

export interface PrompterOptions {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Ctrl-C in a terminal that delivers it as a key. */
  readonly onInterrupt: () => void;
  /** False: no prompts, no line editing, even in a terminal. */
  readonly mayPrompt: boolean;
}

/** Opens the input; lines that come before they are asked for are kept in order. */
export function openPrompter({ input, output, onInterrupt, mayPrompt }: PrompterOptions): Prompter {
  const isInteractive = mayPrompt && input.isTTY && output.isTTY;
  const reader = createInterface({ input, terminal: isInteractive, ...(isInteractive && { output }) });
  const lines: string[] = [];
  let isPromptShown = false;
  let take: ((line: string | undefined) => void) | undefined;
  let hasEnded = false;

  function deliver(line: string | undefined): void {
    const taken = take;
    take = undefined;
    isPromptShown = false;
    taken?.(line);
  }

  reader.on("line", (line) => (take ? deliver(line) : lines.push(line)));
  reader.on("SIGINT", onInterrupt);
  reader.on("close", () => {
    hasEnded = true;
    deliver(undefined);
  });

  return {
    isInteractive,
    ask(prompt, signal) {
      if (lines.length > 0 && !signal.aborted) return Promise.resolve(lines.shift());
      if (hasEnded || signal.aborted) return Promise.resolve(undefined);
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      const onAbort = () => deliver(undefined);
      signal.addEventListener("abort", onAbort, { once: true });
      take = (line) => {
        signal.removeEventListener("abort", onAbort);
        resolve(line);
      };
      if (isInteractive) {
        reader.setPrompt(prompt);
        reader.prompt();
        isPromptShown = true;
      }
      return promise;
    },
    write(text) {
      if (isPromptShown) {
        clearLine(output, 0);
        cursorTo(output, 0);
        isPromptShown = false;
      }
      output.write(text);
      if (!isInteractive || take === undefined || !text.endsWith("\n")) return;
      reader.prompt(true);
      isPromptShown = true;
    },
    [Symbol.dispose]: () => reader.close(),
  };
}
