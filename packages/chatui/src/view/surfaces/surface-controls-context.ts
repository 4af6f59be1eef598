import { createContext, useContext, type ReactNode } from "react";

/** What a surface adds at the end of the headers inside it. A page of its own adds nothing. */
export const SurfaceControlsContext = createContext<ReactNode>(undefined);

export function useSurfaceControls(): ReactNode {
  return useContext(SurfaceControlsContext);
}
