import { once } from "node:events";
import { type Agent, type IncomingMessage, request } from "node:http";

/** Posts JSON and reads the answer to its end; calls `onText` at the first chunk that carries text. */
export async function streamPost(url: string, agent: Agent, body: string, onText: () => void): Promise<void> {
  const post = request(url, { method: "POST", agent, headers: { "content-type": "application/json" } });
  post.setNoDelay(true);
  post.end(body);
  const [response] = (await once(post, "response")) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
  let hasText = false;
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    if (hasText || !chunk.includes("word")) return;
    hasText = true;
    onText();
  });
  await once(response, "end");
  if (!hasText) throw new Error(`${url} sent no text`);
}
