import { type Row, under } from "./field-row.ts";

const scenarios = "src/scenarios/scenarios.test.ts";
const scenarioTurns = "src/scenarios/scenario-turns.test.ts";
const scenarioFields = "src/scenarios/scenario-fields.test.ts";

const missed = `${scenarios}#is not what happens, and says where`;
const artifact = `${scenarioFields}#fails when there is no artifact %j`;
const expected: Readonly<Record<string, Row>> = {
  "": missed,
  ".speakers": missed,
  ".tools": missed,
  ".tools[].name": missed,
  ".tools[].agent": missed,
  ".tools[].arguments": missed,
  ".tools[].status": missed,
  ".tools[].result": missed,
  ".messages": missed,
  ".messages[].from": missed,
  ".messages[].contains": missed,
  ".messages[].matches": missed,
  ".messages[].structured": missed,
  ".context": missed,
  ".asks": missed,
  ".artifacts": missed,
  ".artifacts[].type": artifact,
  ".artifacts[].title": artifact,
  ".artifacts[].version": artifact,
  ".artifacts[].state": artifact,
  ".status": missed,
  ".waiting_for": missed,
  ".error": missed,
  ".result": missed,
};

/** Every key of a scenario with its test. */
export const scenarioRows: Readonly<Record<string, Row>> = under("scenario", {
  ".description": `${scenarioFields}#is told apart by its description`,
  ".model": `${scenarios}#fails when the script has too few or too many replies`,
  ".model.*[].content": `${scenarioFields}#speak before it calls its tools`,
  ".model.*[].tools": `${scenarios}#answers questions, says what is open`,
  ".model.*[].tools[].name": `${scenarios}#passes when everything goes as it expects`,
  ".model.*[].tools[].arguments": `${scenarios}#passes when everything goes as it expects`,
  ".model.*[].structured": `${scenarioFields}#speaks to an agent of its choice, from a page`,
  ".model.*[].handoff": `${scenarioFields}#lets a scripted reply hand over`,
  ".stubs": `${scenarios}#gives stubs in place of tools, variables`,
  ".variables": `${scenarios}#gives stubs in place of tools, variables`,
  ".environment": `${scenarios}#gives stubs in place of tools, variables`,
  ".claims": `${scenarios}#gives stubs in place of tools, variables`,
  ".turns": `${scenarios}#passes when everything goes as it expects`,
  ".turns[].say": `${scenarios}#passes when everything goes as it expects`,
  ".turns[].to": `${scenarioFields}#speaks to an agent of its choice, from a page`,
  ".turns[].page": `${scenarioFields}#speaks to an agent of its choice, from a page`,
  ".turns[].answer": `${scenarios}#answers questions, says what is open`,
  ".turns[].approve": `${scenarios}#decides about calls that need an approval`,
  ".turns[].comment": `${scenarioFields}#tells the agent why a call was refused`,
  ".turns[].tool": `${scenarioFields}#answers the question of the tool that it names`,
  ".turns[].attach": `${scenarioTurns}#sends files of the folder with a message`,
  ".turns[].act": `${scenarioTurns}#changes its state, by the version that the person sees`,
  ".turns[].artifact": `${scenarioTurns}#calls the action's tool with its payload`,
  ".turns[].payload": `${scenarioTurns}#calls the action's tool with its payload`,
  ".turns[].expected_version": `${scenarioTurns}#changes its state, by the version that the person sees`,
  ".turns[].wait_s": `${scenarioTurns}#ends a question that is due, and no other`,
  ".turns[].stop_at": `${scenarioTurns}#keeps what was said until then`,
  ".turns[].expect.refused": `${scenarioTurns}#changes its state, by the version that the person sees`,
  ".turns[].cancel": `${scenarios}#answers questions, says what is open`,
  ".turns[].retry": `${scenarios}#tries a failed run again`,
  ".turns[].start": `${scenarios}#starts an AgentDriven chat`,
  ".turns[].execute": `${scenarios}#gives stubs in place of tools, variables`,
  ...under(".turns[].expect", expected),
  ...under(".expect", expected),
});
