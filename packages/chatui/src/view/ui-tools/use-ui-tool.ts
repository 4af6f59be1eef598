import type { WorkflowCard } from "@mozaiks/contracts/fold";
import { useContext, useSyncExternalStore } from "react";
import { toChatProblem, type ChatProblem } from "../../core/chat-problem.ts";
import { useChat } from "../chat/chat-context.ts";
import { findHostTool, loadUITool, type FoundUITool } from "./load-ui-tool.ts";
import { UIToolsContext, type UIToolSources } from "../ui-tools-context.ts";

export type UIToolLookup =
  | { readonly state: "loading" }
  | { readonly state: "found"; readonly found: FoundUITool }
  | { readonly state: "missing" }
  | { readonly state: "failed"; readonly problem: ChatProblem; readonly retry: () => void };

/** The search for one component, shared by all who draw it. */
interface Search {
  readonly lookup: () => UIToolLookup;
  /** Searches when nobody has yet. */
  readonly watch: (onChange: () => void) => () => void;
}

const loading: UIToolLookup = { state: "loading" };

/** What was found before, so that a row that comes back into view is drawn at once. */
const known = new WeakMap<UIToolSources, Map<string, Search>>();

/** The tool that draws a component, loaded when it is first needed. */
export function useUITool(component: string): UIToolLookup {
  const sources = useContext(UIToolsContext);
  const workflow = useChat(({ view }) => view?.workflow);
  const { watch, lookup } = searchFor(sources, component, workflow);
  return useSyncExternalStore(watch, lookup, lookup);
}

function searchFor(sources: UIToolSources, component: string, workflow: WorkflowCard | undefined): Search {
  const searches = known.get(sources) ?? new Map<string, Search>();
  known.set(sources, searches);
  const key = `${component} ${workflow?.workflow_id} ${workflow?.version}`;
  const search =
    searches.get(key) ?? createSearch(findHostTool(sources, component), () => loadUITool(sources, component, workflow));
  searches.set(key, search);
  return search;
}

function createSearch(host: FoundUITool | undefined, load: () => Promise<FoundUITool | undefined>): Search {
  const watchers = new Set<() => void>();
  /** Undefined until somebody asks. */
  let lookup: UIToolLookup | undefined = host && { state: "found", found: host };

  function start(): void {
    settle(loading);
    load().then(
      (found) => settle(found ? { state: "found", found } : { state: "missing" }),
      (thrown: unknown) => settle({ state: "failed", problem: toChatProblem(thrown), retry: start }),
    );
  }

  function settle(next: UIToolLookup): void {
    lookup = next;
    forgetFailure();
    for (const onChange of watchers) onChange();
  }

  /** A failure that nobody sees any more is none: who comes next tries again. */
  function forgetFailure(): void {
    if (watchers.size === 0 && lookup?.state === "failed") lookup = undefined;
  }

  return {
    lookup: () => lookup ?? loading,
    watch(onChange) {
      watchers.add(onChange);
      if (!lookup) start();
      return () => {
        watchers.delete(onChange);
        forgetFailure();
      };
    },
  };
}
