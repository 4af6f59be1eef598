import { type Row, under } from "./field-row.ts";
import { scenarioRows } from "./scenario-fields.ts";

const loaded = "src/definitions/load-workflow.test.ts";
const models = "src/definitions/compile/compile-models.test.ts";
const outputTypes = "src/definitions/compile/output-types.test.ts";
const aroundTurns = "src/definitions/load-around-turns.test.ts";
const declared = "test/engine/declared-fields.test.ts";
const speaks = "test/engine/who-speaks.test.ts";
const patterns = "test/engine/patterns.test.ts";
const conversation = "test/engine/conversation.test.ts";
const tools = "test/engine/tools.test.ts";
const guardrails = "test/engine/guardrails.test.ts";
const sources = "test/engine/context-sources.test.ts";
const references = "test/engine/data-references.test.ts";
const entities = "test/engine/data-entities.test.ts";
const hooks = "test/engine/hooks.test.ts";
const lifecycle = "test/engine/lifecycle.test.ts";
const waiting = "test/engine/waiting.test.ts";
const actions = "test/engine/artifact-actions.test.ts";
const autoTools = "test/engine/auto-tools.test.ts";
const children = "test/engine/children.test.ts";
const nestedChats = "test/engine/nested-chat.test.ts";
const customAgents = "test/engine/custom-agent.test.ts";
const requests = "src/models/ai-sdk-requests.test.ts";
const http = "src/tools/invoke-http.test.ts";
const mcp = "src/tools/invoke-mcp.test.ts";
const scenarios = "src/scenarios/scenarios.test.ts";
const malformed = "test/definitions/malformed";

const card = "src/definitions/workflow-card.test.ts#tells those who talk to a workflow who its agents are";
const summary = "src/definitions/workflow-card.test.ts#tells those who choose a workflow what it is for";
const keepsAll = `${loaded}#keeps what every file says`;
const trigger = `${declared}#what a trigger says sets its variable, from its agent only`;
const guarded = `${aroundTurns}#loads guardrails with where they stand`;

const sampling = `${requests}#carries every sampling setting by its own name`;
const settings: Readonly<Record<string, Row>> = {
  ".temperature": sampling,
  ".top_p": sampling,
  ".max_tokens": sampling,
  ".seed": sampling,
  ".presence_penalty": sampling,
  ".frequency_penalty": sampling,
  ".stop": sampling,
  ".options": `${requests}#passes on the options of llm_config`,
};

/** `applied` tests a message that stands instead of what was said, `leads` a target. */
function guardrailsOf(applied: string, leads: string, judged: string): Readonly<Record<string, Row>> {
  const kinds = [
    ["regex", "pattern", `${guardrails}#find a match wherever it stands`],
    ["expression", "condition", `${guardrails}#by expression read the variables and the text`],
    ["llm", "prompt", judged],
  ] as const;
  const rows = kinds.flatMap(([type, key, check]) => [
    [`[]<${type}>.name`, guarded],
    [`[]<${type}>.target`, leads],
    [`[]<${type}>.message`, applied],
    [`[]<${type}>.type`, check],
    [`[]<${type}>.${key}`, check],
  ]);
  return { "": applied, ...(Object.fromEntries(rows) as Record<string, Row>) };
}

const inputGuardrails = guardrailsOf(
  `${guardrails}#answer instead of the model, say why`,
  `${guardrails}#end the run where they lead to its end`,
  `${guardrails}#by model ask the agent's model first`,
);
const outputGuardrails = guardrailsOf(
  `${guardrails}#replace what nobody has seen, and override every other route`,
  `${guardrails}#replace what nobody has seen, and override every other route`,
  `${guardrails}#by model judge the reply after it was made`,
);

/** Every key of every file of a workflow, as `file-keys.ts` names them, with its test. */
export const fields: Readonly<Record<string, Row>> = {
  ...under("orchestrator", {
    ".workflow_name": card,
    ".description": summary,
    ".version": { note: "a note; sessions are pinned to the hash of the folder" },
    ".max_turns": `${speaks}#max_turns ends the run before another agent speaks`,
    ".max_duration_s": "test/engine/cancel.test.ts#ends a run that takes longer than max_duration_s",
    ".human_in_the_loop": `${conversation}#completes instead of pausing when no human is in the loop`,
    ".startup_mode": `${conversation}#takes no chat for a BackendOnly workflow`,
    ".orchestration_pattern": `${patterns}#goes round in file order from the initial agent`,
    ".initial_agent": `${speaks}#the initial agent speaks`,
    ".initial_message": `${conversation}#starts an AgentDriven session once, with its hidden message`,
    ".initial_message_to_user": `${conversation}#greets without a model call when the session is created`,
    ".suggestions": card,
    ".entry_point": summary,
    ".input_schema":
      "test/gateway/http-execute.test.ts#becomes context variables when the workflow has an input_schema",
    ".output": `${declared}#gives the variable that the workflow names as output`,
    ".triggers": { refused: `${malformed}/broken-orchestrators.ts#what: "triggers"` },
    ".models": `${models}#with defaults %s and its own %s`,
    ".models.*.model": `${models}#with defaults %s and its own %s`,
    ...under(".models.*", settings),
    ".models.*.fallbacks": "test/engine/model-fallback.test.ts#is followed by its fallback in the same step",
    ".model_defaults": `${models}#with defaults %s and its own %s`,
    ".model_defaults.model": `${models}#is the defaults' one for the manager`,
    ...under(".model_defaults", settings),
  }),
  ...under("agents.agents", {
    "": `${speaks}#the first agent of agents.yaml speaks`,
    ...under("[]", {
      ".name": keepsAll,
      ".display_name": card,
      ".avatar": card,
      ".description": `${patterns}#asks the manager model before each speaker`,
      ".role": keepsAll,
      ".system_message": `${loaded}#becomes a manifest with every default filled in`,
      ".prompt_sections": `${loaded}#becomes a manifest with every default filled in`,
      ".prompt_sections[].id": { note: "a name for people" },
      ".prompt_sections[].heading": keepsAll,
      ".prompt_sections[].content": keepsAll,
      ".prompt_sections[].file": keepsAll,
      ".llm_config": keepsAll,
      ".llm_config.model": `${requests}#names the model by %s`,
      ...under(".llm_config", settings),
      ".structured_output": "test/engine/structured-output.test.ts#logs the value and shows its message field",
      ".auto_tool_mode": `${autoTools}#calls its tool with its structured reply, in the same step`,
      ".max_consecutive_auto_reply": `${speaks}#max_consecutive_auto_reply gives the floor to the user`,
      ".tools": `${tools}#refuses tools that were not granted`,
      ".context": `${declared}#tells an agent the variables shown to it, and no others`,
      ".can_update": `${tools}#a variable the agent may not update`,
      ".class": `${customAgents}#replies in place of its model, which is not asked`,
      ...under(".input_guardrails", inputGuardrails),
      ...under(".output_guardrails", outputGuardrails),
      ".image_generation_enabled": { refused: `${malformed}/broken-agents.ts#what: "image generation"` },
    }),
  }),
  ...under("handoffs.handoff_rules", {
    "": keepsAll,
    "[].source_agent": `${speaks}#a rule of every agent counts`,
    "[].target_agent": `${speaks}#a pre rule may hand to the user`,
    "[].target_agent.workflow": `${children}#hands over to a workflow by a rule`,
    "[].target_agent.nested_chat": `${aroundTurns}#gives each nested chat a name that models can call it by`,
    "[].target_agent.nested_chat.agents": `${nestedChats}#is a session of its agents, who hear the last message`,
    "[].target_agent.nested_chat.message": `${nestedChats}#begins with its own message, over the variables`,
    "[].target_agent.nested_chat.rounds": `${nestedChats}#goes round as often as it says, and gives all`,
    "[].target_agent.nested_chat.result": `${nestedChats}#goes round as often as it says, and gives all`,
    "[].handoff_type": { checked: `${malformed}/broken-handoffs.ts#what: "a condition rule without condition"` },
    "[].condition_type": `${loaded}#is compiled with the expressions of its rules`,
    "[].condition": `${speaks}#expression rules in file order`,
    "[].condition_scope": `${speaks}#its first true pre rule hands over`,
    "[].scope": "test/definitions/fields.test.ts#changes what is loaded",
    "[].available_when": `${speaks}#a rule that is not available is skipped`,
    "[].description": "test/definitions/fields.test.ts#changes what is loaded",
  }),
  ...under("context_variables.definitions", {
    "": keepsAll,
    "[].name": keepsAll,
    "[].type": `${tools}#a value of another type`,
    "[].description": "test/definitions/fields.test.ts#changes what is loaded",
    "[].default": `${sources}#take their default where nothing is given`,
    "[].schema": `${declared}#refuses a value that does not fit the schema of its variable`,
    "[].client_visible": "test/engine/redaction.test.ts#a hidden variable",
    ...under("[].source", {
      "": `${aroundTurns}#loads variables of every source`,
      "<state>.type": keepsAll,
      "<state>.default": keepsAll,
      "<state>.triggers": trigger,
      "<state>.triggers[]<agent_text>.type": trigger,
      "<state>.triggers[]<agent_text>.agent": trigger,
      "<state>.triggers[]<agent_text>.match": trigger,
      "<state>.triggers[]<agent_text>.match.equals": `${declared}#that only contains what it must equal sets nothing`,
      "<state>.triggers[]<agent_text>.match.contains": trigger,
      "<state>.triggers[]<agent_text>.match.regex": trigger,
      "<state>.triggers[]<agent_text>.set": `${tools}#sets variables from what agents say`,
      "<state>.triggers[]<ui_response>.type": `${tools}#sets variables from what agents say`,
      "<state>.triggers[]<ui_response>.tool": `${tools}#sets variables from what agents say`,
      "<state>.triggers[]<ui_response>.response_key": `${tools}#sets variables from what agents say`,
      "<config>.type": keepsAll,
      "<config>.env_var": `${scenarios}#gives stubs in place of tools, variables`,
      "<file>.type": `${aroundTurns}#loads variables of every source`,
      "<file>.path": `${aroundTurns}#loads variables of every source`,
      "<file>.format": `${aroundTurns}#loads variables of every source`,
      "<computed>.type": `${sources}#are recorded with what they follow from`,
      "<computed>.expression": `${sources}#are recorded with what they follow from`,
      "<computed>.inputs": { checked: `${malformed}/broken-sources.ts#"a formula that reads more than its inputs"` },
      "<external>.type": `${sources}#are loaded once, before anybody speaks`,
      "<external>.tool": `${sources}#are loaded once, before anybody speaks`,
      "<claims>.type": `${sources}#hold the value at their path, and follow the page`,
      "<claims>.path": `${sources}#hold the value at their path, and follow the page`,
      "<ui>.type": `${sources}#hold the value at their path, and follow the page`,
      "<ui>.path": `${sources}#hold the value at their path, and follow the page`,
      "<data_reference>.type": `${references}#the document that was written last among those that match`,
      "<data_reference>.collection": `${references}#the document that was written last among those that match`,
      "<data_reference>.query": `${references}#the document that was written last among those that match`,
      "<data_reference>.sort": `${references}#is a list when its type is array, in order, cut`,
      "<data_reference>.fields": `${references}#is a list when its type is array, in order, cut`,
      "<data_reference>.limit": `${references}#is a list when its type is array, in order, cut`,
      "<data_reference>.refresh": `${references}#is looked up once in a session, or in each run`,
      "<data_entity>.type": `${entities}#is written as soon as a tool has set it`,
      "<data_entity>.collection": `${entities}#is written as soon as a tool has set it`,
      "<data_entity>.schema": `${entities}#is a tool's error when the value %s`,
      "<data_entity>.key": `${entities}#is written where its key points to when it is set`,
      "<data_entity>.write_strategy": `${entities}#waits for the end of the workflow when it is to`,
    }),
  }),
  "context_variables.agents": keepsAll,
  "context_variables.agents[].agent": keepsAll,
  "context_variables.agents[].variables": keepsAll,
  ...under("structured_outputs.models", {
    "": keepsAll,
    ".*.type": { note: "only `model`" },
    ".*.description": "test/definitions/fields.test.ts#changes what is loaded",
    ".*.fields": `${loaded}#may give a field of a structured output by its type alone`,
    ".*.fields.*.type": `${outputTypes}#%j becomes %j`,
    ".*.fields.*.description": `${outputTypes}#%j becomes %j`,
    ".*.fields.*.default": `${outputTypes}#%j becomes %j`,
    ".*.fields.*.items": `${outputTypes}#%j becomes %j`,
    ".*.fields.*.values": `${outputTypes}#%j becomes %j`,
    ".*.fields.*.variants": `${outputTypes}#%j becomes %j`,
    ".*.schema":
      "src/definitions/compile/output-schemas.test.ts#leave the references inside of a plain JSON Schema alone",
  }),
  "structured_outputs.registry": keepsAll,
  ...under("tools.tools", {
    "": keepsAll,
    "[].name": keepsAll,
    "[].agent": keepsAll,
    "[].description": `${declared}#tells the model what its tools do and take`,
    "[].parameters": `${declared}#tells the model what its tools do and take`,
    "[].tool_type": keepsAll,
    "[].timeout_s": `${tools}#times a tool out, and gives it the signal`,
    "[].retries": `${tools}#retries a tool as often as its definition says`,
    "[].show": "test/engine/redaction.test.ts#keeps the name of a tool unless it is not shown at all",
    "[].idempotent": "test/engine/recovery.test.ts#runs an interrupted tool again only when it is idempotent",
    "[].requires_approval": "test/engine/approvals.test.ts#asks only where the expression over variables",
    "[].auto_invoke": "test/definitions/fields.test.ts#changes what is loaded",
    "[].file": keepsAll,
    "[].function": "src/definitions/definition-code.test.ts#runs although its folder is gone",
    "[].implementation": keepsAll,
    "[].http": "src/tools/http-tool.test.ts#asks a web service for the agent",
    "[].http.method": `${http}#repeats method and body after 307`,
    "[].http.url": `${http}#go into %s encoded: %j`,
    "[].http.headers": `${http}#are sent, and are in nothing that comes back`,
    "[].http.body": `${http}#keep their types in a JSON body`,
    "[].http.allowed_hosts": "src/tools/request-forgery.test.ts#to a host that is not allowed",
    "[].mcp": `${mcp}#gives what %s answers to %j`,
    "[].mcp.server": `${mcp}#gives what %s answers to %j`,
    "[].mcp.tool": `${mcp}#gives what %s answers to %j`,
    "[].workflow": `${children}#carries a call out in a session of its own`,
    "[].ui": `${declared}#asks the person with the component of the tool`,
    "[].ui.component": `${declared}#asks the person with the component of the tool`,
    "[].ui.mode": `${declared}#asks the person with the component of the tool`,
    "[].ui.awaits_response": `${waiting}#goes on at once when a UI tool only shows something`,
    "[].ui.response_schema": `${waiting}#refuses a second answer, an answer to nothing, and one that does not fit`,
    "[].ui.timeout_s": `${waiting}#times a request out by itself, and the agent is told`,
  }),
  ...under("tools.mcp_servers", {
    "": `${mcp}#is connected to once, however many calls there are`,
    ".*.command": `${mcp}#gives what %s answers to %j`,
    ".*.args": `${mcp}#gives what %s answers to %j`,
    ".*.env_allow": `${mcp}#runs in the workflow's folder with the variables it is allowed`,
    ".*.url": `${mcp}#gets its headers, whose secrets`,
    ".*.headers": `${mcp}#gets its headers, whose secrets`,
  }),
  ...under("tools.lifecycle_tools", {
    "": `${lifecycle}#are called around the chat and around turns`,
    "[].trigger": `${lifecycle}#are called around the chat and around turns`,
    "[].agent": `${lifecycle}#are called around the chat and around turns`,
    "[].name": `${aroundTurns}#lifecycle tools that no agent may call`,
    "[].description": "test/definitions/fields.test.ts#changes what is loaded",
    "[].file": `${aroundTurns}#lifecycle tools that no agent may call`,
    "[].function": `${aroundTurns}#lifecycle tools that no agent may call`,
    "[].implementation": "test/definitions/fields.test.ts#changes what is loaded",
    "[].timeout_s": `${aroundTurns}#lifecycle tools that no agent may call`,
    "[].idempotent": `${lifecycle}#interrupted by a crash run again only when idempotent`,
    "[].show": "test/engine/redaction.test.ts#keeps the name of a tool unless it is not shown at all",
    "[].tool_type": { note: "only `Agent_Tool`" },
    "[].auto_invoke": { refused: `${malformed}/broken-tools.ts#what: "a lifecycle tool with auto_invoke"` },
    "[].ui": { refused: `${malformed}/broken-tools.ts#what: "a lifecycle tool with ui"` },
  }),
  ...under("hooks.hooks", {
    "": `${hooks}#are called by type, each type in file order`,
    "[].hook_type": `${hooks}#are called by type, each type in file order`,
    "[].hook_agent": `${hooks}#of one agent leave the others alone`,
    "[].filename": `${aroundTurns}#loads hooks with where they stand`,
    "[].function": `${aroundTurns}#loads hooks with where they stand`,
  }),
  "ui_config.visual_agents": `${declared}#shows people the text of the agents that ui_config.yaml names`,
  ...under("ui_config.artifacts", {
    "": `${actions}#refuses everything that the type does not declare`,
    "[].type": `${actions}#refuses everything that the type does not declare`,
    "[].schema": `${actions}#a state the type cannot have`,
    "[].actions": `${actions}#an action that is not declared`,
    "[].actions[].name": `${actions}#an action that is not declared`,
    "[].actions[].tool": `${actions}#carries an action out by its tool, once`,
    "[].actions[].workflow": `${actions}#opens the workflow of launch_workflow once`,
  }),
  ...scenarioRows,
};
