import type { AuthAdapter } from "@mozaiks/chatui";

/**
 * The bridge between the product and its chat: asks the product's own backend, which knows by its cookie who this is, for a
 * launch token. The chat asks whenever it connects and before a token ends.
 */
export const authAdapter: AuthAdapter = {
  async getToken({ chat_id, workflow_name }) {
    const response = await fetch("/api/workflows/start", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ chat_id, workflow_name }),
    });
    const answer: { title?: string; runtime_token?: string; chat_id?: string } = await response.json();
    if (!answer.runtime_token || !answer.chat_id) throw new Error(answer.title ?? "The product gave no token");
    return { token: answer.runtime_token, chat_id: answer.chat_id };
  },
};
