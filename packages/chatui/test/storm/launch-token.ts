import { createHmac } from "node:crypto";

/** A launch token as `mozaiks dev` makes it for its page, that ends after so many seconds. */
export function launchToken(secret: string, chatId: string, workflowId: string, seconds: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const validity = { iss: "mozaiks", aud: "mozaiks-runtime", iat: now, exp: now + seconds };
  const grant = { app_id: "dev", user_id: "dev-user", workflow_id: workflowId, chat_id: chatId };
  const claims = { ...validity, ...grant, scope: "workflow:execute" };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
