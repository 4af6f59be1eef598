import { type ArtifactPreview, MozaiksError, PreviewArtifact } from "@mozaiks/contracts";
import { filesOf } from "../../engine/core/artifact-files.ts";
import { sessionIdentity } from "../access/access.ts";
import { accessArtifact, OfChat } from "../access/access-artifact.ts";
import { tokenEndpoint } from "../endpoint.ts";
import { readArtifact } from "../read-artifact.ts";

export const artifactPreviewCreate = tokenEndpoint({
  method: "post",
  path: "/api/artifacts/{artifact_id}/preview",
  summary: "An address at which a frame shows one version of an artifact's files as a page, for 10 minutes",
  query: OfChat,
  body: { name: "PreviewArtifact", schema: PreviewArtifact },
  answers: { 201: [{ description: "Where the page is.", schema: "ArtifactPreview" }] },
  problems: ["session.not-found", "session.workflow-mismatch", "artifact.not-found"],
  async handle(call, parts) {
    const { c, identity, body } = call;
    const { session, artifactId } = await accessArtifact(call, parts);
    const place = { tenant: identity.tenant, chatId: session.chat_id, artifactId };
    const { state, version } = await readArtifact(parts, place, body.version);
    const page = firstPage([...(filesOf(state)?.keys() ?? [])]);
    if (page === undefined) throw new MozaiksError("artifact.not-found", "the artifact has no page: no file is *.html");
    const { ticket, expiresAt } = await parts.previews.issuePreview({
      identity: sessionIdentity({ identity, session }),
      artifactId,
      version,
    });
    const names = page.replace(/(^|\/)index\.html$/, "$1").split("/");
    const answer: ArtifactPreview = {
      url: `/api/artifacts/${artifactId}/preview/${ticket}/${names.map(encodeURIComponent).join("/")}`,
      version,
      expires_at: expiresAt.toISOString(),
    };
    return c.json(answer, 201);
  },
});

/** The page nearest to the root, of those the `index.html`, else the first by name. */
function firstPage(paths: readonly string[]): string | undefined {
  const depthOf = (path: string): number => path.split("/").length;
  const isIndex = (path: string): number => Number(/(^|\/)index\.html$/.test(path));
  return paths
    .filter((path) => path.endsWith(".html"))
    .toSorted((one, other) => depthOf(one) - depthOf(other) || isIndex(other) - isIndex(one))
    .at(0);
}
