import { useCallback, type ReactNode } from "react";
import { imageTypeOf } from "../../artifacts/file-type.ts";
import { useLoaded } from "../use-loaded.ts";
import { useAllMessages } from "../use-all-messages.ts";
import { PanelTrouble, PanelWait } from "./panel-state.tsx";

/** A picture among the files. It is fetched with a token, so the page gets it as a `data:` address, which its policy allows. */
export function FilePicture({ path, load }: { path: string; load: (path: string) => Promise<Blob> }): ReactNode {
  const { artifacts: words } = useAllMessages();
  const { value, problem, reload } = useLoaded(
    // What is loaded depends on the path alone; `load` is another function at each render.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    useCallback(async () => toDataAddress(await load(path), imageTypeOf(path) ?? ""), [path]),
  );
  if (problem) return <PanelTrouble problem={problem} onRetry={reload} />;
  if (value === undefined) return <PanelWait text={words.loading} />;
  return (
    <div className="mz-panel-scroller" tabIndex={0} role="region" aria-label={path}>
      <div className="mz-panel-content">
        <img className="mz-picture" src={value} alt={path} />
      </div>
    </div>
  );
}

async function toDataAddress(content: Blob, type: string): Promise<string> {
  const reader = new FileReader();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  reader.addEventListener("load", () => resolve(typeof reader.result === "string" ? reader.result : ""));
  reader.addEventListener("error", () => reject(reader.error ?? new Error("The picture cannot be read")));
  reader.readAsDataURL(new Blob([content], { type }));
  return promise;
}
