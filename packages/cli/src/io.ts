import { openParentChannel, type ParentChannel } from "./parent-channel.ts";
import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** The outside world of a command, so that nothing below `main` reaches for the process. */
export interface Io {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The file that this command line was started with: to fork another one. */
  readonly program: string;
  /** Absent: this process was not forked by another one of ours. */
  readonly parent?: ParentChannel;
  /** One line on stdout. */
  readonly print: (line: string) => void;
  /** One line on stderr. */
  readonly fail: (line: string) => void;
  /** Colours where stdout is a terminal that wants them (`NO_COLOR`, `FORCE_COLOR`), else the text itself. */
  readonly style: (style: Style, text: string) => string;
  /** Calls the listener at every such signal instead of what the process does by default. */
  readonly onSignal: (name: "SIGINT" | "SIGTERM", listener: () => void) => void;
}

export function createIo(host: NodeJS.Process): Io {
  const parent = openParentChannel(host);
  return {
    stdin: host.stdin,
    stdout: host.stdout,
    stderr: host.stderr,
    env: host.env,
    cwd: host.cwd(),
    program: host.argv[1] ?? "",
    ...(parent && { parent }),
    print: (line) => void host.stdout.write(`${line}\n`),
    fail: (line) => void host.stderr.write(`${line}\n`),
    style: (style, text) => styleText(style, text, { stream: host.stdout }),
    onSignal: (name, listener) => void host.on(name, listener),
  };
}
