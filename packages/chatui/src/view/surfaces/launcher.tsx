import ChevronDown from "lucide-react/icons/chevron-down";
import MessageCircle from "lucide-react/icons/message-circle";
import type { ComponentType, ReactNode } from "react";
import type { ChatConfig } from "../../client/chat-config.ts";
import { HostSlot } from "../host-slot.tsx";
import { useChatClient, useClient } from "../provider-context.ts";
import { useMessages } from "../use-messages.ts";

/** The widget's and the overlay's id within our root. */
export const dialogId = "mz-chat";

/** What a launcher of the host gets. Spread `attributes` on its button. */
export interface LauncherProps {
  readonly isOpen: boolean;
  readonly unread: number;
  readonly toggle: () => void;
  readonly attributes: {
    readonly "aria-haspopup": "dialog";
    readonly "aria-expanded": boolean;
    readonly "aria-label": string;
  };
}

interface LauncherPlaceProps {
  readonly launcher: ComponentType<LauncherProps> | undefined;
  /** Somebody is about to press it. */
  readonly onApproach: () => void;
}

/** The corner that opens the chat: the round button, the host's own one, or nothing. */
export function LauncherPlace({ launcher: Launcher, onApproach }: LauncherPlaceProps): ReactNode {
  const { toggle } = useChatClient();
  const { surfaces: words } = useMessages();
  const isOpen = useClient((state) => state.surfaces.surface !== "bubble");
  const unread = useClient((state) => state.unread);
  const config = useClient((state) => state.config);
  if (config.hide_default_launcher) return null;
  const label = isOpen ? words.closeChat : nameOf(config, words.openChat);
  const attributes = {
    "aria-haspopup": "dialog",
    "aria-expanded": isOpen,
    "aria-label": unread > 0 ? `${label} (${words.unread(unread)})` : label,
  } as const;
  return (
    <div
      className="mz-corner"
      data-alignment={config.alignment ?? "end"}
      onPointerEnter={onApproach}
      onFocus={onApproach}
    >
      {Launcher ? (
        <HostSlot>
          <Launcher isOpen={isOpen} unread={unread} toggle={toggle} attributes={attributes} />
        </HostSlot>
      ) : (
        <button
          type="button"
          className="mz-launcher"
          aria-controls={isOpen ? dialogId : undefined}
          {...attributes}
          onClick={toggle}
        >
          {isOpen ? <ChevronDown aria-hidden /> : <LauncherIcon address={config.launcher_icon} />}
          {config.launcher_text !== undefined && !isOpen && <span>{config.launcher_text}</span>}
          {unread > 0 && (
            <span className="mz-badge" aria-hidden>
              {unread > 99 ? words.manyUnread : unread}
            </span>
          )}
        </button>
      )}
    </div>
  );
}

/** Who speaks to a computer says what they see: the name begins with the text on the button. */
function nameOf({ launcher_text: text, launcher_label }: ChatConfig, otherwise: string): string {
  const label = launcher_label ?? otherwise;
  return text === undefined || label.includes(text) ? label : `${text}: ${label}`;
}

function LauncherIcon({ address }: { address: string | undefined }): ReactNode {
  return address === undefined ? <MessageCircle aria-hidden /> : <img src={address} alt="" />;
}
