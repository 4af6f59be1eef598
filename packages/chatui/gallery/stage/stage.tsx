import { useContext, useMemo, useState, type ReactNode } from "react";
import { toBrandTokens } from "../../src/client/theme/brand.ts";
import type { ChatSession } from "../../src/core/chat-session.ts";
import { ChatContext } from "../../src/view/chat/chat-context.ts";
import { ChatDeskArea } from "../../src/view/chat/chat-desk.tsx";
import { NavigationContext, type Navigation } from "../../src/view/navigation.ts";
import { BrandContext } from "../../src/view/parts/brand-mark.tsx";
import { ServicesContext } from "../../src/view/services.ts";
import { useMessages } from "../../src/view/use-messages.ts";
import { brands } from "../brands.ts";
import { useSettings } from "../settings.ts";
import { galleryServices } from "./gallery-services.ts";
import { handMadeSession } from "./hand-made-session.ts";

interface StageProps {
  readonly name: string;
  readonly session: ChatSession | undefined;
  readonly isTall: boolean;
  readonly children: ReactNode;
}

/** What stands around a component in a chat: the tokens, a frame of some width, and a session. */
export function Stage({ name, session, isTall, children }: StageProps): ReactNode {
  const { theme, brand } = useSettings();
  const { locale, direction } = useMessages();
  const [chat] = useState(() => session ?? handMadeSession());
  const services = useMemo(() => galleryServices(chat), [chat]);
  const outer = useContext(ServicesContext);
  const tokens = toBrandTokens(brands[brand] ?? {});
  return (
    <figure className="gallery-state" data-state={name} data-height={isTall ? "" : undefined}>
      <figcaption lang="en" dir="ltr">
        {name}
      </figcaption>
      <div className="mz-root" lang={locale} dir={direction} data-theme={theme} style={tokens}>
        <BrandContext value={brands[brand]}>
          <ServicesContext value={outer ?? services}>
            <NavigationContext value={standingStill}>
              <ChatContext value={chat}>
                <ChatDeskArea>
                  <div className="mz-frame">{children}</div>
                </ChatDeskArea>
              </ChatContext>
            </NavigationContext>
          </ServicesContext>
        </BrandContext>
      </div>
    </figure>
  );
}

const standingStill: Navigation = {
  place: () => ({}),
  subscribe: () => () => undefined,
  goTo: () => undefined,
};
