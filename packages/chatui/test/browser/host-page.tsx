import { lazy, StrictMode, Suspense, useState, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { ArtifactView } from "../../src/artifacts.ts";
import {
  ChatUIProvider,
  useChatContext,
  useChatUI,
  type ChatConfig,
  type ChatUIProviderProps,
  type LauncherProps,
} from "../../src/index.ts";
import { en } from "../../src/locales/en.ts";

/** What a test can give the chat: whatever can be written as JSON. */
export interface HostProps extends Pick<ChatUIProviderProps, "isolation"> {
  readonly config?: Partial<ChatConfig>;
  readonly rtl?: boolean;
  /** The product without a chat in it. */
  readonly withoutChat?: boolean;
  /** The chat whose artifacts the product shows in a place of its own. */
  readonly artifactsOf?: string;
  /** A launcher of the product's own. */
  readonly ownLauncher?: boolean;
}

/** What a test can do with the page of the product. */
export interface HostPage {
  mount(props: HostProps): void;
  unmount(): void;
}

/** A product that embeds the chat: it says which page is looked at, and opens the chat from buttons of its own. */
function Product(): ReactNode {
  const { open, unread, surface } = useChatUI();
  const [page, setPage] = useState("invoices");
  useChatContext({ page, invoice_id: 118 });
  return (
    <Page
      facts={[unread, surface]}
      onAsk={() => void open({ mode: "ask" })}
      onWorkflows={() => void open({ mode: "workflow" })}
      onCustomers={() => setPage("customers")}
    />
  );
}

const ArtifactPanel = lazy(async () => {
  const { ArtifactPanel } = await import("../../src/artifacts.ts");
  return { default: ArtifactPanel };
});

/** A place of the product's own for artifacts. */
function Artifacts({ chatId }: { chatId: string }): ReactNode {
  const [view, setView] = useState<ArtifactView>({ artifact: "*" });
  return (
    <div id="artifacts">
      <Suspense fallback={null}>
        <ArtifactPanel chat_id={chatId} view={view} onView={setView} />
      </Suspense>
    </div>
  );
}

interface PageProps {
  readonly facts?: readonly [unread: number, surface: string];
  readonly onAsk?: () => void;
  readonly onWorkflows?: () => void;
  readonly onCustomers?: () => void;
}

function Page({ facts: [unread, surface] = [0, "bubble"], onAsk, onWorkflows, onCustomers }: PageProps): ReactNode {
  return (
    <main>
      <h1>Invoices</h1>
      <p>
        Unread: <output>{unread}</output>, surface: <output>{surface}</output>
      </p>
      <button type="button" onClick={onAsk}>
        Ask about this page
      </button>
      <button type="button" onClick={onWorkflows}>
        Workflows
      </button>
      <button type="button" onClick={onCustomers}>
        Customers
      </button>
    </main>
  );
}

function OwnLauncher({ isOpen, attributes, toggle }: LauncherProps): ReactNode {
  return (
    <button type="button" className="own" {...attributes} onClick={toggle}>
      {isOpen ? "Bye" : "Hi"}
    </button>
  );
}

const place = document.querySelector("#product");
let root: ReturnType<typeof createRoot> | undefined;
Object.assign(globalThis, {
  hostPage: {
    mount({ config, rtl, artifactsOf, ownLauncher, withoutChat, ...props }) {
      if (!place) throw new Error("the page has no #product");
      root ??= createRoot(place);
      if (withoutChat) return root.render(<Page />);
      root.render(
        <StrictMode>
          <ChatUIProvider
            {...props}
            config={{ api: { baseUrl: "" }, ...config }}
            {...(rtl && { messages: { ...en, direction: "rtl" } })}
            {...(ownLauncher && { launcher: OwnLauncher })}
          >
            <Product />
            {artifactsOf !== undefined && <Artifacts chatId={artifactsOf} />}
          </ChatUIProvider>
        </StrictMode>,
      );
    },
    unmount() {
      root?.unmount();
      root = undefined;
    },
  } satisfies HostPage,
});
