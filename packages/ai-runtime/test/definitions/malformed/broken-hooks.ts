import type { MalformedDefinition } from "./malformed-definition.ts";

const hook = (fields: string): MalformedDefinition["files"] => ({ "hooks.yaml": `hooks:\n  - { ${fields} }\n` });

export const brokenHooks: readonly MalformedDefinition[] = [
  {
    what: "an unknown type of hook",
    files: hook("hook_type: update_agent, filename: greet.ts, function: greet"),
    error: "hooks.yaml:2:18 value.invalid",
    says: "update_agent_state",
  },
  {
    what: "a hook without a file",
    files: hook("hook_type: update_agent_state, function: greet"),
    error: "hooks.yaml:2:5 key.missing",
    says: "filename",
  },
  {
    what: "a hook of an agent that does not exist",
    files: hook("hook_type: update_agent_state, hook_agent: An, filename: greet.ts, function: greet"),
    error: "hooks.yaml:2:50 name.unknown",
    says: "Ann",
  },
  {
    what: "a hook in a file that does not exist",
    files: hook("hook_type: update_agent_state, filename: great.ts, function: greet"),
    error: "hooks.yaml:2:48 file.missing",
    says: "greet.ts",
  },
  {
    what: "a hook in Python",
    files: { ...hook("hook_type: update_agent_state, filename: greet.py, function: greet"), "greet.py": "" },
    error: "hooks.yaml:2:48 code.python",
    says: "Port it",
  },
  {
    what: "a hook that its file does not export",
    files: hook("hook_type: update_agent_state, filename: greet.ts, function: great"),
    error: "hooks.yaml:2:68 code.export-missing",
    says: "does not export great, the function of hook update_agent_state",
  },
];
