import type { ToolContext } from "@mozaiks/ai-runtime/tool";

interface Email {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends the welcome email and records whom it went to. */
export async function send_email(args: { to: string; name: string }, tool: ToolContext) {
  const email = {
    to: args.to,
    subject: `Welcome, ${args.name}!`,
    text: `Hello ${args.name},\n\nyour account is ready.\n`,
  };
  const receipt = await deliver(email, tool);
  tool.context.set("customer_name", args.name);
  tool.context.set("customer_email", args.to);
  tool.context.set("welcome_sent", true);
  return { ...receipt, subject: email.subject };
}

/**
 * Hands an email to the outbox, which in this example is the runtime's log.
 * A mail provider goes here: the message id is derived from the idempotency key, so a repeated call sends nothing twice.
 */
async function deliver(email: Email, { idempotencyKey, log, signal }: ToolContext) {
  signal.throwIfAborted();
  const message_id = `<${idempotencyKey}@onboarding.example>`;
  log.info({ message_id, bytes: Buffer.byteLength(email.text) }, "email handed to the outbox");
  return { status: "sent", message_id };
}
