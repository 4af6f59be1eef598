import { dataOption } from "../../../app/app-config.ts";
import { appOption } from "../../../app/load-app.ts";
import { withKernel } from "../../../app/with-kernel.ts";
import { isSet, requiredText } from "../../../arguments.ts";
import { askPassword } from "../../../ask-password.ts";
import type { Command } from "../../../command.ts";

/** `mozaiks app user reset-password`: another password for an account. */
export const command: Command = {
  name: "app user reset-password",
  description:
    "Gives an account another password and ends all its sessions. Asks for the password, or takes the first line of the\n" +
    "standard input. Works while the app runs.",
  positionals: [],
  options: {
    ...appOption,
    ...dataOption,
    email: { type: "string", value: "<address>", description: "what the person signs in with" },
    json: { type: "boolean", description: "print one JSON object" },
  },
  examples: [{ line: "mozaiks app user reset-password --email ann@example.com", does: "asks for the new password" }],
  async run(args, io) {
    const email = requiredText(args, "email");
    const password = await askPassword(io);
    await withKernel(args, io, (kernel, { runtime }) => runtime.resetPassword(kernel, { email, password }));
    io.print(isSet(args, "json") ? JSON.stringify({ email }) : `${email} has another password; all sessions are ended`);
    return 0;
  },
};
