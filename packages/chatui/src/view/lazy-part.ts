import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { loadAgain } from "../core/load-again.ts";

/** A component that is loaded when it is first shown, as `React.lazy` does it, also over a network that fails meanwhile. */
export function lazyPart<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => loadAgain(load));
}
