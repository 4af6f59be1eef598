import { dataOption } from "../../../app/app-config.ts";
import { appOption } from "../../../app/load-app.ts";
import { withKernel } from "../../../app/with-kernel.ts";
import { isSet, requiredText, textOf, usage } from "../../../arguments.ts";
import { askPassword } from "../../../ask-password.ts";
import type { Command } from "../../../command.ts";

/** `mozaiks app user create`: an account, for who runs the app. */
export const command: Command = {
  name: "app user create",
  description:
    "Makes an account with its personal organisation, and with --organization and --role a member of another one. Asks for the\n" +
    "password, or takes the first line of the standard input; it is never an argument. Works while the app runs.",
  positionals: [],
  options: {
    ...appOption,
    ...dataOption,
    email: { type: "string", value: "<address>", description: "what the person signs in with" },
    name: { type: "string", value: "<name>", description: "what others see (the address before the @)" },
    organization: { type: "string", value: "<id>", description: "an organisation to become a member of" },
    role: { type: "string", value: "<role>", description: "the role there" },
    json: { type: "boolean", description: "print one JSON object" },
  },
  examples: [
    { line: "mozaiks app user create --email ann@example.com --name Ann", does: "asks for the password" },
    { line: "pass show ann | mozaiks app user create --email ann@example.com", does: "takes it from a program" },
  ],
  async run(args, io) {
    const [email, name] = [requiredText(args, "email"), textOf(args, "name")];
    const [organization, role] = [textOf(args, "organization"), textOf(args, "role")];
    if ((organization === undefined) !== (role === undefined))
      throw usage("--organization and --role belong together: give both, or none");
    const password = await askPassword(io);
    const membership = organization !== undefined && role !== undefined && { organization, role };
    const user = await withKernel(args, io, (kernel, { runtime }) =>
      runtime.createUser(kernel, {
        email,
        password,
        ...(name !== undefined && { name }),
        ...(membership && { membership }),
      }),
    );
    io.print(isSet(args, "json") ? JSON.stringify(user) : `${user.email} can sign in (${user.id})`);
    return 0;
  },
};
