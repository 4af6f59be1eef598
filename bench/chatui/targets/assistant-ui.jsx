import {
  AssistantRuntimeProvider,
  ComposerPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
  useExternalStoreRuntime,
} from "@assistant-ui/react";
import { MarkdownTextPrimitive } from "@assistant-ui/react-markdown";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import remarkGfm from "remark-gfm";

const toMessage = (text, index) => ({
  id: `m-${index}`,
  role: index % 2 === 0 ? "user" : "assistant",
  content: [{ type: "text", text }],
});
const plugins = [remarkGfm];
// Without its animation, which shows text later than it came.
const Text = () => <MarkdownTextPrimitive smooth={false} remarkPlugins={plugins} />;
const Message = () => (
  <MessagePrimitive.Root>
    <MessagePrimitive.Parts components={{ Text }} />
  </MessagePrimitive.Root>
);

function Chat({ given, onReady }) {
  const [text, setText] = useState("");
  useEffect(() => onReady((more) => setText((before) => before + more)), [onReady]);
  const messages = text === "" ? given : [...given, { ...toMessage(text, 1), id: "m-live" }];
  const runtime = useExternalStoreRuntime({
    messages,
    isRunning: text !== "",
    convertMessage: (message) => message,
    onNew: async () => {},
  });
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root style={{ height: "100vh", display: "flex", flexDirection: "column" }}>
        <ThreadPrimitive.Viewport style={{ flex: 1, overflow: "auto" }}>
          <ThreadPrimitive.Messages components={{ Message }} />
        </ThreadPrimitive.Viewport>
        <ComposerPrimitive.Root>
          <ComposerPrimitive.Input />
        </ComposerPrimitive.Root>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}

const take = (write) => {
  globalThis.write = write;
};
globalThis.openThread = (texts) => {
  const given = texts.map(toMessage);
  const wanted = given.length > 0 ? `[data-message-id="m-${given.length - 1}"]` : "textarea";
  const start = performance.now();
  createRoot(document.querySelector("#page")).render(<Chat given={given} onReady={take} />);
  return new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(wanted)) return requestAnimationFrame(look);
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start))));
    };
    look();
  });
};
if (location.hash === "#chat") void globalThis.openThread([]);
