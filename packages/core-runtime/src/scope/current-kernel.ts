import { MozaiksError } from "@mozaiks/contracts";
import type { Kernel } from "../kernel.ts";
import { maybeScope } from "./scope.ts";

/** The apps that are open in this process; see docs/decisions, "The process knows its app". */
const open = new Set<Kernel>();

/** Makes an app the one that work without a request belongs to. Returns how to end it. */
export function announceKernel(kernel: Kernel): () => void {
  open.add(kernel);
  return () => open.delete(kernel);
}

/** The app of the request, or else the one that this process runs. @throws MozaiksError `scope.missing` when that is not one. */
export function currentKernel(): Kernel {
  const scope = maybeScope();
  if (scope) return scope.kernel;
  const [kernel, ...others] = open;
  if (kernel && others.length === 0) return kernel;
  const why = kernel ? "this process runs several apps" : "this process runs no app yet";
  throw new MozaiksError("scope.missing", `Which app is meant is unknown outside a request: ${why}`);
}
