import { useEffect, type ReactNode } from "react";
import type { OpenOptions } from "../../src/index.ts";
import { ChatUIProvider, useChatUI } from "../../src/index.ts";
import { useAllMessages } from "../../src/view/use-all-messages.ts";
import { brands } from "../brands.ts";
import type { GalleryState } from "../gallery-state.ts";
import { useSettings } from "../settings.ts";
import { runtime } from "../stage/fixture-page.ts";

const trip: OpenOptions = { mode: "workflow", chat_id: "chat_trip", workflow_name: "TripPlanner" };

export const launcher: readonly GalleryState[] = page("launcher", undefined);
export const widget: readonly GalleryState[] = page("widget", { mode: "ask" });
export const overlay: readonly GalleryState[] = page("overlay", trip);
export const picker: readonly GalleryState[] = page("picker", { mode: "workflow" });

/** A surface in a product's page, against the fixture runtime. */
function page(name: string, open: OpenOptions | undefined): readonly GalleryState[] {
  return [{ name, isPage: true, show: () => <Product open={open} /> }];
}

function Product({ open }: { open: OpenOptions | undefined }): ReactNode {
  const { theme, brand } = useSettings();
  const messages = useAllMessages();
  const config = {
    api: { baseUrl: runtime.baseUrl },
    theme,
    ...(brands[brand] && { brand: brands[brand] }),
    ...(open === undefined && { launcher_text: "Ask us" }),
  } as const;
  return (
    <ChatUIProvider config={config} authAdapter={runtime.auth} messages={messages}>
      <Opened open={open} />
    </ChatUIProvider>
  );
}

function Opened({ open: wanted }: { open: OpenOptions | undefined }): ReactNode {
  const { open, close, isReady } = useChatUI();
  useEffect(() => {
    if (!isReady) return;
    if (wanted) void open(wanted);
    else close();
  }, [isReady, open, close, wanted]);
  return null;
}
