import { createRoot } from "react-dom/client";
import { ChatUIProvider } from "../../../packages/chatui/src/index.ts";

const place = document.querySelector("#page");
if (!place) throw new Error("the page has no #page");
// Waits in the queue until the chat is there.
const open: [string, readonly unknown[]] = ["open", []];
Object.assign(globalThis, { mozaiksChat: { q: [open] } });
createRoot(place).render(
  <ChatUIProvider config={{ api: { baseUrl: "" } }}>
    <main>A product</main>
  </ChatUIProvider>,
);
