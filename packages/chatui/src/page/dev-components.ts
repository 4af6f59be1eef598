import type { UIToolSources } from "../view/ui-tools-context.ts";

/**
 * The components of the workflows that this page's server runs in development, each version loaded once. A server that gives
 * none (`mozaiks runtime`), or a workflow without any, has none.
 */
export function createDevComponents(baseUrl: string): UIToolSources {
  const loaded = new Map<string, Promise<Readonly<Record<string, unknown>>>>();
  return {
    host: [],
    loadWorkflow(workflowId, version) {
      const path = `/dev/components/${encodeURIComponent(workflowId)}/${encodeURIComponent(version)}.js`;
      const known = loaded.get(path);
      if (known) return known;
      const components = loadComponents(baseUrl + path);
      loaded.set(path, components);
      // A module that did not load is asked for again when somebody tries again.
      components.catch(() => loaded.delete(path));
      return components;
    },
  };
}

/** Asked for before it is imported: an import that fails says nothing of why, and a page keeps its failure. */
async function loadComponents(address: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(address);
  if (answer.status === 404) return {};
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  const module = (await import(/* @vite-ignore */ address)) as { readonly components?: Record<string, unknown> };
  return module.components ?? {};
}
