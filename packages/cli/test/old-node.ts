import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A Node of this machine that is too old for the command, which then starts a second process; if there is one. */
export const oldNode: string | undefined = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "node"))
  .find((file) => existsSync(file) && isTooOld(execFileSync(file, ["--version"], { encoding: "utf8" })));

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.replace("v", "").split(".").map(Number);
  return major < 22 || (major === 22 && minor < 18);
}
