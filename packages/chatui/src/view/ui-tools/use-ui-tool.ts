import { useContext, useEffect, useMemo, useState } from "react";
import { toChatProblem, type ChatProblem } from "../../core/chat-problem.ts";
import { useChat } from "../chat/chat-context.ts";
import { findHostTool, loadUITool, type FoundUITool } from "./load-ui-tool.ts";
import { UIToolsContext, type UIToolSources } from "../ui-tools-context.ts";

export type UIToolLookup =
  | { readonly state: "loading" }
  | { readonly state: "found"; readonly found: FoundUITool }
  | { readonly state: "missing" }
  | { readonly state: "failed"; readonly problem: ChatProblem; readonly retry: () => void };

/** What was found before, so that a row that comes back into view is drawn at once. */
const known = new WeakMap<UIToolSources, Map<string, UIToolLookup>>();

/** The tool that draws a component, loaded when it is first needed. */
export function useUITool(component: string): UIToolLookup {
  const sources = useContext(UIToolsContext);
  const workflow = useChat(({ view }) => view?.workflow);
  const key = `${component} ${workflow?.workflow_id} ${workflow?.version}`;
  const host = findHostTool(sources, component);
  const lookups = useMemo(() => lookupsOf(sources), [sources]);
  const [, setChanged] = useState<object>();
  const isHosted = host !== undefined;
  useEffect(() => {
    if (isHosted || lookups.has(key)) return undefined;
    let isGone = false;
    const settle = (lookup: UIToolLookup | undefined): void => {
      if (lookup) lookups.set(key, lookup);
      else lookups.delete(key);
      if (!isGone) setChanged({});
    };
    const attempt = (): void => {
      loadUITool(sources, component, workflow).then(
        (found) => settle(found ? { state: "found", found } : { state: "missing" }),
        (thrown: unknown) => settle({ state: "failed", problem: toChatProblem(thrown), retry }),
      );
    };
    const retry = (): void => {
      settle(undefined);
      attempt();
    };
    attempt();
    return () => {
      isGone = true;
      // Who comes next tries for himself.
      if (lookups.get(key)?.state === "failed") lookups.delete(key);
    };
  }, [sources, lookups, component, workflow, key, isHosted]);
  if (host) return { state: "found", found: host };
  return lookups.get(key) ?? { state: "loading" };
}

function lookupsOf(sources: UIToolSources): Map<string, UIToolLookup> {
  const lookups = known.get(sources) ?? new Map<string, UIToolLookup>();
  known.set(sources, lookups);
  return lookups;
}
