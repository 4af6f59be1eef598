import { renderToString } from "react-dom/server";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  ChatUIProvider,
  useChatContext,
  useChatUI,
  type AuthAdapter,
  type ChatConfig,
  type ChatUI,
  type ChatUIProviderProps,
  type MozaiksChat,
  type OpenedChat,
} from "./index.ts";

function Product() {
  const { surface, unread, isReady } = useChatUI();
  useChatContext({ page: "invoices" });
  return <p>{`${surface} ${unread} ${isReady}`}</p>;
}

describe("on a server", () => {
  it("the page is rendered with the closed chat in it, and nothing is asked of a browser", () => {
    const html = renderToString(
      <ChatUIProvider config={{ api: { baseUrl: "https://chat.example.com" } }}>
        <Product />
      </ChatUIProvider>,
    );
    expect(html).toBe('<p>bubble 0 false</p><div data-mozaiks-chat=""></div>');
  });

  it("a configuration without a runtime is refused, and the answer says what is missing", () => {
    const broken = {} as ChatConfig;
    expect(() => renderToString(<ChatUIProvider config={broken} />)).toThrow("api: { baseUrl:");
  });
});

describe("the types", () => {
  it("take what the documents of the product say", () => {
    expectTypeOf<{
      config: { api: { baseUrl: string }; ws: { baseUrl: string }; chat: { defaultAppId: string } };
      authAdapter: { getToken: (wanted: { chat_id?: string; workflow_name?: string }) => Promise<string> };
    }>().toExtend<ChatUIProviderProps>();
    expectTypeOf<ReturnType<AuthAdapter["getToken"]>>().extract<string>().toEqualTypeOf<string>();
  });

  it("make open() answer the chat", () => {
    expectTypeOf<ChatUI["open"]>().returns.toEqualTypeOf<Promise<OpenedChat>>();
    expectTypeOf<MozaiksChat["open"]>().returns.toEqualTypeOf<Promise<OpenedChat>>();
    expectTypeOf<Window["mozaiksChat"]>().toEqualTypeOf<MozaiksChat | undefined>();
    expectTypeOf<{ mode: "workflow"; workflow_name: string }>().toExtend<Parameters<ChatUI["open"]>[0]>();
  });

  it("give each event its own detail", () => {
    const listen = (on: ChatUI["on"]) => {
      on("unread", ({ count }) => expectTypeOf(count).toEqualTypeOf<number>());
      on("error", ({ code }) => expectTypeOf(code).toEqualTypeOf<string>());
      on("message", ({ role }) => expectTypeOf(role).toEqualTypeOf<"user" | "agent">());
      // @ts-expect-error There is no such event.
      on("nothing", () => undefined);
    };
    expectTypeOf(listen).returns.toEqualTypeOf<void>();
  });
});
