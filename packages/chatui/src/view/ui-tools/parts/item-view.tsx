import { useContext, useState, type ReactNode } from "react";
import type { Item } from "../../../ui-tools/payloads/choice.ts";
import { Markdown } from "../../markdown/markdown.tsx";
import { allowedImage, allowedLink } from "../../../core/url-policy.ts";
import { UrlPolicyContext } from "../../url-policy-context.ts";
import { ValueView } from "../../parts/value-view.tsx";
import { useAllMessages } from "../../use-all-messages.ts";

/** What there is of one thing: its picture, its name, words about it. */
export function ItemView({ item, withPicture = false }: { item: Item; withPicture?: boolean }): ReactNode {
  return (
    <span className="mz-option-text">
      {withPicture && item.image !== undefined && <Picture src={item.image} alt="" />}
      <span className="mz-option-title">
        <bdi>{item.title}</bdi>
        {item.badge !== undefined && <span className="mz-chip">{item.badge}</span>}
      </span>
      {item.description !== undefined && (
        <span className="mz-option-about">
          <Markdown text={item.description} />
        </span>
      )}
      {item.fields && <ValueView value={item.fields} />}
    </span>
  );
}

/** Where more about it can be read. */
export function ItemLink({ item }: { item: Item }): ReactNode {
  const { uiTools: words } = useAllMessages();
  const policy = useContext(UrlPolicyContext);
  const href = item.href === undefined ? undefined : allowedLink(item.href, policy);
  if (href === undefined) return null;
  return (
    <a className="mz-option-link" href={href} target="_blank" rel="noopener noreferrer nofollow">
      {words.open}
      <span className="mz-hidden"> {item.title}</span>
    </a>
  );
}

/** A picture of an agent, or words where it cannot be shown. */
export function Picture({ src, alt }: { src: string; alt: string }): ReactNode {
  const { uiTools: words } = useAllMessages();
  const policy = useContext(UrlPolicyContext);
  const [failed, setFailed] = useState<string>();
  const allowed = allowedImage(src, policy);
  if (allowed === undefined || failed === src)
    return alt === "" ? null : <span className="mz-empty mz-no-picture">{`${alt} – ${words.imageMissing}`}</span>;
  return <img src={allowed} alt={alt} loading="lazy" referrerPolicy="no-referrer" onError={() => setFailed(src)} />;
}
