const guardrails = (at: string): readonly object[] => [
  { name: `digits_${at}`, type: "regex", pattern: "[0-9]{9}", target: "user", message: "No numbers, please." },
  { name: `late_${at}`, type: "expression", condition: "count > 3", target: "Bob", message: "It is late." },
  { name: `rude_${at}`, type: "llm", prompt: "Is it rude?", target: "terminate", message: "Goodbye." },
];

/** Other settings for each `layer`, so that each shows where it is written. */
const settings = (layer: number): object => ({
  temperature: 0.1 * layer,
  top_p: 0.2 * layer,
  max_tokens: 30 * layer,
  seed: 4 * layer,
  presence_penalty: 0.5 * layer,
  frequency_penalty: 0.6 * layer,
  stop: ["END", String(layer)],
  options: { top_k: 7 * layer },
});

const module = { description: "Does it.", parameters: { type: "object" }, file: "code.ts" };

/** The files of a workflow that uses every key which reaches the manifest, by name without ending. */
export const everyField = {
  orchestrator: {
    workflow_name: "Everything",
    description: "Uses all there is.",
    version: 2,
    max_turns: 7,
    max_duration_s: 8,
    human_in_the_loop: true,
    startup_mode: "AgentDriven",
    orchestration_pattern: "AutoPattern",
    initial_agent: "Bob",
    initial_message: "Begin.",
    initial_message_to_user: "Hello!",
    suggestions: ["Tea"],
    entry_point: true,
    input_schema: { type: "object", properties: { rooms: { type: "integer" } } },
    output: "stage",
    models: {
      smart: { model: "openai/gpt-4.1", ...settings(1), fallbacks: ["spare"] },
      spare: "openai/gpt-4.1-mini",
    },
    model_defaults: { model: "anthropic/claude-sonnet-4-5", ...settings(2) },
  },
  agents: {
    agents: [
      {
        name: "Ann",
        display_name: "Front desk",
        avatar: "https://example.com/ann.png",
        description: "Greets.",
        role: "You greet.",
        system_message: "Be kind.",
        llm_config: { model: "openai/gpt-5", ...settings(3) },
        max_consecutive_auto_reply: 2,
        tools: ["granted"],
        context: ["stage"],
        can_update: ["stage"],
        input_guardrails: guardrails("in"),
        output_guardrails: guardrails("out"),
      },
      {
        name: "Bob",
        description: "Writes.",
        prompt_sections: [
          { id: "first", heading: "[TASK]", content: "Write." },
          { heading: "[STYLE]", file: "prompts/style.md" },
        ],
        llm_config: { model: "smart" },
        structured_output: "Verdict",
        auto_tool_mode: true,
      },
      { name: "Cat", description: "Reads.", structured_output: "Plain", class: "code.Cat" },
    ],
  },
  handoffs: {
    handoff_rules: [
      {
        source_agent: "Ann",
        target_agent: "Bob",
        handoff_type: "condition",
        condition_type: "expression",
        condition: 'stage == "a"',
        condition_scope: "pre",
        available_when: "count < 9",
        description: "Ann is ready.",
      },
      { source_agent: "Ann", target_agent: "Cat", handoff_type: "condition", condition: "count > 1", scope: "pre" },
      {
        source_agent: "Ann",
        target_agent: "Cat",
        handoff_type: "condition",
        condition_type: "llm",
        condition: "count > 2",
      },
      { source_agent: "Cat", target_agent: "Ann", handoff_type: "condition", condition: "The person asks for Ann" },
      { source_agent: "Bob", target_agent: { workflow: "Research" } },
      {
        source_agent: "Ann",
        target_agent: { nested_chat: { agents: ["Cat"], message: "Judge {{ stage }}.", rounds: 2, result: "all" } },
        condition: "count > 7",
      },
    ],
  },
  context_variables: {
    definitions: [
      {
        name: "stage",
        type: "string",
        description: "How far it is.",
        default: "a",
        schema: { enum: ["a", "b"] },
        client_visible: true,
        source: {
          type: "state",
          triggers: [
            { type: "agent_text", agent: "Ann", match: { equals: "b" }, set: "b" },
            { type: "agent_text", match: { contains: "back" }, set: "a" },
            { type: "agent_text", match: { regex: "STAGE (.)" }, set: "$1" },
            { type: "ui_response", tool: "ask", response_key: "stage" },
          ],
        },
      },
      { name: "count", type: "integer", source: { type: "state", default: 1 } },
      { name: "region", type: "string", source: { type: "config", env_var: "REGION" } },
      { name: "plans", type: "object", source: { type: "file", path: "data/plans.txt", format: "yaml" } },
      {
        name: "many",
        type: "boolean",
        source: { type: "computed", expression: "count > 5", inputs: ["count", "stage"] },
      },
      { name: "profile", type: "object", source: { type: "external", tool: "load_profile" } },
      { name: "tier", type: "string", source: { type: "claims", path: "account.tier" } },
      { name: "page", type: "string", source: { type: "ui", path: "page.id" } },
      {
        name: "orders",
        type: "array",
        source: {
          type: "data_reference",
          collection: "orders",
          query: { owner: "{{ user_id }}", total: { gte: 10 } },
          sort: "-total",
          fields: ["id", "total"],
          limit: 5,
          refresh: "per_run",
        },
      },
      {
        name: "contact",
        type: "object",
        source: {
          type: "data_entity",
          collection: "contacts",
          schema: { type: "object", properties: { email: { type: "string" } } },
          key: "{{ user_id }}",
          write_strategy: "on_workflow_end",
        },
      },
    ],
    agents: [{ agent: "Bob", variables: ["count"] }],
  },
  structured_outputs: {
    models: {
      Verdict: {
        type: "model",
        description: "What Bob found.",
        fields: {
          message: { type: "str", description: "What people read." },
          score: { type: "int", default: 5 },
          tags: { type: "list", items: "str" },
          topic: { type: "literal", values: ["a", "b"] },
          amount: { type: "union", variants: ["int", null] },
        },
      },
      Plain: { schema: { type: "object", properties: { id: { type: "string" } }, required: ["id"] } },
    },
    registry: { Ann: "Plain" },
  },
  tools: {
    tools: [
      {
        ...module,
        name: "first",
        agent: "Ann",
        function: "work",
        timeout_s: 5,
        retries: 2,
        show: "full",
        idempotent: true,
        requires_approval: "count > 2",
      },
      { name: "granted", description: "Does it.", parameters: { type: "object" }, implementation: "code.work" },
      { ...module, name: "load_profile", function: "work", idempotent: true },
      { ...module, name: "save", agent: "Bob", function: "work", auto_invoke: true },
      { ...module, name: "other", agent: "Bob", function: "work" },
      {
        name: "fetch",
        agent: "Ann",
        description: "Fetches.",
        parameters: { type: "object" },
        http: {
          method: "POST",
          url: "https://api.example.com/things",
          headers: { "x-key": "${secret:KEY}" },
          body: { a: 1 },
          allowed_hosts: ["api.example.com"],
        },
      },
      { ...remote("search"), mcp: { server: "local", tool: "find" } },
      { ...remote("look"), mcp: { server: "distant", tool: "look" } },
      { ...remote("research"), workflow: "Research" },
      {
        ...remote("ask"),
        tool_type: "UI_Tool",
        ui: {
          component: "core.form",
          mode: "artifact",
          awaits_response: true,
          response_schema: { type: "object" },
          timeout_s: 60,
        },
      },
      { ...remote("show"), tool_type: "UI_Tool", ui: { component: "core.form", awaits_response: false } },
    ],
    mcp_servers: {
      local: { command: "node", args: ["server.js"], env_allow: ["HOME"] },
      distant: { url: "https://mcp.example.com/mcp", headers: { authorization: "${secret:KEY}" } },
    },
    lifecycle_tools: [
      {
        trigger: "before_agent",
        agent: "Ann",
        name: "greeting",
        description: "Prepares.",
        file: "code.ts",
        function: "work",
        timeout_s: 9,
        idempotent: true,
        show: "full",
        tool_type: "Agent_Tool",
      },
      { trigger: "after_chat", implementation: "code.done" },
    ],
  },
  hooks: {
    hooks: [{ hook_type: "update_agent_state", hook_agent: "Ann", filename: "code.ts", function: "work" }],
  },
  ui_config: {
    visual_agents: ["Ann"],
    artifacts: [
      {
        type: "plan",
        schema: { type: "object" },
        actions: [
          { name: "update_state" },
          { name: "publish", tool: "granted" },
          { name: "launch_workflow", workflow: "Research" },
        ],
      },
    ],
  },
} as const;

/** What the workflow's YAML refers to. */
export const everyFieldFiles = {
  "tools/code.ts":
    "export const work = (): number => 1;\nexport const done = (): number => 2;\nexport class Cat { reply() { return {}; } }\n",
  "prompts/style.md": "Be brief.\n",
  "data/plans.txt": "free: 1\n",
};

function remote(name: string): object {
  return { name, agent: "Ann", description: `Does ${name}.`, parameters: { type: "object" } };
}
