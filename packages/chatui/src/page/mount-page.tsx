import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { perFrame } from "../client/per-frame.ts";
import { createSessionPool } from "../client/session-pool.ts";
import { wakeSessions } from "../client/wake-sessions.ts";
import { createApiClient } from "../core/api-client.ts";
import { createDevAuthAdapter, type AuthAdapter } from "../core/auth-adapter.ts";
import { createChatSession } from "../core/chat-session.ts";
import { openBrowserStorage } from "../core/key-value-storage.ts";
import { Workspace } from "../view/home/workspace.tsx";
import { NavigationContext } from "../view/navigation.ts";
import { ServicesContext } from "../view/services.ts";
import { UIToolsContext } from "../view/ui-tools-context.ts";
import { createAddressNavigation } from "./address-navigation.ts";
import { createDevComponents } from "./dev-components.ts";

export interface PageOptions {
  /** The runtime's origin, without a trailing slash. Default: the page's own. */
  readonly baseUrl?: string;
  /** Where tokens come from. Default: the development server's `POST /dev/token`. */
  readonly auth?: AuthAdapter;
}

/** Shows the chat page in an element. Returns what takes it away again. */
export function mountPage(element: Element, options: PageOptions = {}): () => void {
  const baseUrl = options.baseUrl ?? globalThis.location.origin;
  const auth = options.auth ?? createDevAuthAdapter({ baseUrl });
  const shared = { baseUrl, auth, api: createApiClient({ baseUrl, auth }), storage: openBrowserStorage() };
  const sessions = createSessionPool({
    create: (wanted) => createChatSession({ ...shared, ...wanted, schedule: perFrame }),
  });
  const services = { ...shared, sessions };
  const endWaking = wakeSessions(sessions);
  const root = createRoot(element);
  root.render(
    <StrictMode>
      <ServicesContext value={services}>
        <NavigationContext value={createAddressNavigation()}>
          <UIToolsContext value={createDevComponents(baseUrl)}>
            <div className="mz-root mz-page">
              <div className="mz-frame">
                <Workspace />
              </div>
            </div>
          </UIToolsContext>
        </NavigationContext>
      </ServicesContext>
    </StrictMode>,
  );
  return () => {
    root.unmount();
    endWaking();
    sessions.closeAll();
  };
}
