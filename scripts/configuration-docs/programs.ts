import { variableGroups as appVariables } from "../../packages/core-runtime/src/config/environment.ts";
import { variableGroups as runtimeVariables } from "../../packages/ai-runtime/src/config/environment.ts";
import type { VariableGroups } from "./variables.ts";

/** A program that reads the environment, as its documentation introduces it. */
export interface Program {
  readonly heading: string;
  readonly introduction: string;
  /** What stands over single groups of its variables. */
  readonly leads: Readonly<Record<string, string>>;
  readonly groups: VariableGroups;
  /** The first lines of its example file, which is at `exampleFile`. */
  readonly exampleLead: string;
  readonly exampleFile: string;
}

export const runtime: Program = {
  heading: "Workflow runtime",
  introduction: `\`mozaiks dev\` needs none of them. \`mozaiks runtime\` needs the key its tokens are verified with: exactly one of
\`JWT_SECRET\`, \`JWT_PUBLIC_KEY\` and \`JWT_JWKS_URL\`. [.env.example](../.env.example) holds every variable, ready to copy.`,
  leads: {
    Limits:
      "Each is per user of an app; the ones per minute refill evenly. Beyond a limit the answer is 429 with `Retry-After`.",
    Reserved: "Names that belong to the product and that this version does not use.",
  },
  groups: runtimeVariables,
  exampleLead: `# Every variable of the runtime, as docs/configuration.md explains them. Lines that begin with "#" change nothing.
# mozaiks dev needs none; mozaiks runtime needs exactly one of JWT_SECRET, JWT_PUBLIC_KEY and JWT_JWKS_URL.
`,
  exampleFile: ".env.example",
};

export const app: Program = {
  heading: "Apps",
  introduction: `What \`mozaiks app dev\` and \`mozaiks app start\` read; neither needs any. A server that others reach needs \`PUBLIC_URL\`.
[.env.app.example](../.env.app.example) holds every variable, ready to copy.`,
  leads: {
    Limits:
      "The ones per minute count for a user, or for an address where nobody is signed in. Beyond a limit the answer is 429 with `Retry-After`.",
  },
  groups: appVariables,
  exampleLead: `# Every variable of an app, as docs/configuration.md explains them. Lines that begin with "#" change nothing.
`,
  exampleFile: ".env.app.example",
};
