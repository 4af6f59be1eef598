import { AbstractAgent, EventType } from "@ag-ui/client";
import { CopilotChat, CopilotKitProvider } from "@copilotkit/react-core/v2";
import "@copilotkit/react-core/v2/styles.css";
import { createRoot } from "react-dom/client";
import { Observable } from "rxjs";

const waiting = [];
let say = (text) => waiting.push(text);

/** Answers with what the page writes. */
class PageAgent extends AbstractAgent {
  run({ threadId, runId }) {
    return new Observable((observer) => {
      const messageId = "m-live";
      observer.next({ type: EventType.RUN_STARTED, threadId, runId });
      observer.next({ type: EventType.TEXT_MESSAGE_START, messageId, role: "assistant" });
      say = (delta) => observer.next({ type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta });
      waiting.splice(0).forEach(say);
    });
  }
  // One agent and one thread for the page.
  clone() {
    return this;
  }
}

const agent = new PageAgent({ agentId: "default" });
const toMessage = (content, index) => ({ id: `m-${index}`, role: index % 2 === 0 ? "user" : "assistant", content });

function drawn(selector, start) {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(selector)) return requestAnimationFrame(look);
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start))));
    };
    look();
  });
}

globalThis.write = (text) => {
  if (!agent.isRunning) void agent.runAgent();
  say(text);
};
globalThis.openThread = async (texts) => {
  createRoot(document.querySelector("#page")).render(
    <CopilotKitProvider selfManagedAgents={{ default: agent }}>
      <div style={{ height: "100vh" }}>
        <CopilotChat />
      </div>
    </CopilotKitProvider>,
  );
  const mounted = await drawn("textarea", performance.now());
  if (texts.length === 0) return mounted;
  // It empties a thread that it mounts with; so the history comes behind that, and its time is counted from there.
  const start = performance.now();
  agent.setMessages(texts.map(toMessage));
  return drawn("[data-testid=copilot-assistant-message]", start);
};
if (location.hash === "#chat") void globalThis.openThread([]);
