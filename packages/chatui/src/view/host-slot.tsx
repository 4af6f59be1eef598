import { createContext, useContext, useId, type ReactNode } from "react";
import { createPortal } from "react-dom";

/** The element in the host's document that our shadow root hangs on; absent where there is no shadow root. */
export const SlotHostContext = createContext<Element | undefined>(undefined);

/**
 * A place in our surfaces for a component of the host or of a workflow. It is rendered into a child of our root in the
 * host's document and shown here through a named slot, so the host's own styles reach it; where nothing is isolated it is
 * rendered here.
 */
export function HostSlot({ children }: { children: ReactNode }): ReactNode {
  const host = useContext(SlotHostContext);
  const name = `mz-${useId()}`;
  if (!host) return children;
  return (
    <>
      <slot name={name} />
      {createPortal(<div slot={name}>{children}</div>, host)}
    </>
  );
}
