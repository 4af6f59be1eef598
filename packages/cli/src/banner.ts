import type { DevToken, WorkflowList } from "@mozaiks/contracts";
import type { Io } from "./io.ts";

/** What a person wants to know when the server has started. */
export interface BannerFacts {
  readonly url: string;
  readonly workflows: readonly { readonly workflow_id: string; readonly title: string }[];
  /** The name that answers where an agent names none; `rehearsal` when no model does. */
  readonly model: string;
  readonly data: string;
}

/** Asks the server itself what it has loaded. */
export async function loadedWorkflows(url: string): Promise<BannerFacts["workflows"]> {
  const asked = await fetch(`${url}/dev/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  if (!asked.ok) return [];
  const { token } = (await asked.json()) as DevToken;
  const answer = await fetch(`${url}/api/workflows`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) return [];
  const { workflows } = (await answer.json()) as WorkflowList;
  return workflows.map(({ workflow_id, title }) => ({ workflow_id, title }));
}

/** The few lines that `mozaiks dev` greets with. */
export function banner({ url, workflows, model, data }: BannerFacts, style: Io["style"]): string {
  const width = Math.max(0, ...workflows.map(({ workflow_id }) => workflow_id.length));
  const page = url.replace("127.0.0.1", "localhost");
  return [
    "",
    `  ${style("bold", "mozaiks")}  ${style(["cyan", "underline"], page)}`,
    "",
    ...(workflows.length === 0
      ? ["  No workflow is loaded. One in ./workflows is taken up as soon as it is there; mozaiks validate checks it."]
      : workflows.map(({ workflow_id, title }) => `  ${workflow_id.padEnd(width)}  ${style("dim", title)}`)),
    "",
    model === "rehearsal"
      ? `  ${style("yellow", "No language model answers:")} each workflow's rehearsal does. Set OPENAI_API_KEY (or another provider's key) to change that.`
      : `  ${style("dim", `model ${model}`)}`,
    `  ${style("dim", `data in ${data} · Ctrl-C stops`)}`,
    "",
  ].join("\n");
}
