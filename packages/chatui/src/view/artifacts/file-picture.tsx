import { useCallback, type ReactNode } from "react";
import { imageTypeOf } from "../../artifacts/file-type.ts";
import { NoticeCard } from "../parts/notice-card.tsx";
import { Spinner } from "../parts/spinner.tsx";
import { useLoaded } from "../use-loaded.ts";
import { useAllMessages } from "../use-all-messages.ts";

/** A picture among the files. It is fetched with a token, so the page gets it as a `data:` address, which its policy allows. */
export function FilePicture({ path, load }: { path: string; load: (path: string) => Promise<Blob> }): ReactNode {
  const { artifacts: words } = useAllMessages();
  const { value, problem, reload } = useLoaded(
    // What is loaded depends on the path alone; `load` is another function at each render.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    useCallback(async () => toDataAddress(await load(path), imageTypeOf(path) ?? ""), [path]),
  );
  if (problem) {
    return (
      <div className="mz-panel-content">
        <NoticeCard tone="danger" title={problem.title} detail={problem.detail} code={problem.code}>
          <button type="button" className="mz-button" onClick={reload}>
            {words.tryAgain}
          </button>
        </NoticeCard>
      </div>
    );
  }
  if (value === undefined) {
    return (
      <p className="mz-panel-wait mz-muted" role="status">
        <Spinner /> {words.loading}
      </p>
    );
  }
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
