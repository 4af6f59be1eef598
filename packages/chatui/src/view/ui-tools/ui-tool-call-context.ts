import { createContext, useContext } from "react";

export const UIToolCallContext = createContext<string | undefined>(undefined);

/** The call that this component was shown by. @throws Error outside a UI tool. */
export function useUIToolCall(): string {
  const callId = useContext(UIToolCallContext);
  if (callId === undefined) throw new Error("This component must be inside a UI tool");
  return callId;
}
