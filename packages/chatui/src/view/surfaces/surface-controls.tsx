import Minimize2 from "lucide-react/icons/minimize-2";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import type { ChatMode } from "../../client/surface-state.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { useChatClient, useClient } from "../provider-context.ts";
import { useMessages } from "../use-messages.ts";

const modes: readonly ChatMode[] = ["ask", "workflow"];

/** In the overlay: the other mode, smaller, away. */
export function SurfaceControls(): ReactNode {
  const { close, dispatch } = useChatClient();
  const { surfaces: words } = useMessages();
  const current = useClient(({ surfaces }) => surfaces.mode);
  return (
    <div className="mz-controls">
      <div className="mz-modes" role="group" aria-label={words.modes}>
        {modes.map((mode) => (
          <button
            key={mode}
            type="button"
            aria-pressed={mode === current}
            onClick={() => dispatch({ type: "switch", mode })}
          >
            {words[mode]}
          </button>
        ))}
      </div>
      <IconButton label={words.shrink} onPress={() => dispatch({ type: "shrink" })}>
        <Minimize2 aria-hidden />
      </IconButton>
      <IconButton label={words.close} onPress={close}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
