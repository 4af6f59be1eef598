import { createInterface } from "node:readline";
import { CliError } from "./failure.ts";
import type { Io } from "./io.ts";

/**
 * A password: asked for twice and shown nowhere where a person types, else the first line of the standard input. It is never an
 * argument, which other users of the machine could read.
 * @throws CliError `password.missing`, `password.differs`, `cancelled`.
 */
export async function askPassword(io: Io): Promise<string> {
  const { stdin } = io;
  if (!stdin.isTTY) {
    for await (const line of createInterface({ input: stdin })) if (line !== "") return line;
    throw new CliError("password.missing", "The standard input has no password", {
      fix: "give it as a line there, or run the command in a terminal, which asks for it",
      exitCode: 2,
    });
  }
  const password = await askOnce(io, "Password: ");
  if ((await askOnce(io, "Again: ")) === password) return password;
  throw new CliError("password.differs", "The two passwords differ", { fix: "run it again" });
}

/** Reads a line without an echo. Backspace works; Ctrl-C and Ctrl-D end the command. */
async function askOnce({ stdin, stderr }: Io, question: string): Promise<string> {
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  let typed: readonly string[] = [];
  try {
    for await (const chunk of stdin.iterator({ destroyOnReturn: false })) {
      for (const key of String(chunk)) {
        if (key === "\r" || key === "\n") return typed.join("");
        if (key === "\u0003" || key === "\u0004") throw new CliError("cancelled", "No password was given");
        typed = key === "\u007F" || key === "\b" ? typed.slice(0, -1) : [...typed, key];
      }
    }
    return typed.join("");
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write("\n");
  }
}
