import { StrictMode, useState, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { ChatUIProvider, useChatContext, useChatUI, type ChatUIProviderProps } from "../../src/index.ts";

/** What a test can do with the page of the product. */
export interface HostPage {
  mount(props: Omit<ChatUIProviderProps, "children">): void;
  unmount(): void;
}

/** A product that embeds the chat: it says which page is looked at, and opens the chat from a button of its own. */
function Product(): ReactNode {
  const { open, unread, surface } = useChatUI();
  const [page, setPage] = useState("invoices");
  useChatContext({ page, invoice_id: 118 });
  return (
    <main>
      <h1>Invoices</h1>
      <p>
        Unread: <output>{unread}</output>, surface: <output>{surface}</output>
      </p>
      <button type="button" onClick={() => void open({ mode: "ask" })}>
        Ask about this page
      </button>
      <button type="button" onClick={() => void open({ mode: "workflow" })}>
        Workflows
      </button>
      <button type="button" onClick={() => setPage("customers")}>
        Customers
      </button>
    </main>
  );
}

const place = document.querySelector("#product");
let root: ReturnType<typeof createRoot> | undefined;
Object.assign(globalThis, {
  hostPage: {
    mount(props) {
      if (!place) throw new Error("the page has no #product");
      root ??= createRoot(place);
      root.render(
        <StrictMode>
          <ChatUIProvider {...props}>
            <Product />
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
