import { Markdown } from "@copilotkit/react-ui";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

/** Its chat needs a server of its own kind: what is measured is its message body, one for each message. */
function Chat({ texts, onReady }) {
  const [text, setText] = useState("");
  useEffect(() => onReady((more) => setText((before) => before + more)), [onReady]);
  return (
    <>
      <div style={{ height: "90vh", overflow: "auto" }}>
        {texts.map((given, index) => (
          <Markdown key={index} content={given} />
        ))}
        {text !== "" && <Markdown content={text} />}
      </div>
      <textarea />
    </>
  );
}

const take = (write) => {
  globalThis.write = write;
};
globalThis.openThread = (texts) => {
  const start = performance.now();
  createRoot(document.querySelector("#page")).render(<Chat texts={texts} onReady={take} />);
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start))));
  });
};
