import { useCallback, useContext, useEffect, useMemo, useState, type CSSProperties, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { sheet as base } from "../../styles/generated/base.ts";
import { sheet as tokens } from "../../styles/generated/tokens.ts";
import { SlotHostContext } from "../host-slot.tsx";
import { useClient } from "../provider-context.ts";
import { createStyleRoot, StyleRootContext, useSheet } from "../style-root.ts";
import { MessagesContext } from "../use-messages.ts";
import { useBrandTokens } from "./use-brand-tokens.ts";

/** Our element keeps nothing of what the page says about elements like it; only its place is said here. */
const hostSheet = ":host{all:initial!important;display:contents!important}";

interface SurfaceRootProps {
  readonly isolation: "shadow" | "light";
  readonly children: ReactNode;
}

/** The one element that we add to a page. Renders nothing on a server. */
export function SurfaceRoot({ isolation, children }: SurfaceRootProps): ReactNode {
  const isShut = useClient((state) => state.isShut);
  const [place, setPlace] = useState<{ element: HTMLElement; target: ShadowRoot | HTMLElement }>();
  const attach = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return setPlace(undefined);
      const target = isolation === "light" ? element : (element.shadowRoot ?? element.attachShadow({ mode: "open" }));
      setPlace({ element, target });
    },
    [isolation],
  );
  const styleRoot = useMemo(
    () => (place && place.target instanceof ShadowRoot ? createStyleRoot(place.target) : undefined),
    [place],
  );
  useEffect(() => styleRoot?.adopt(hostSheet), [styleRoot]);
  if (isShut) return null;
  return (
    <div ref={attach} data-mozaiks-chat="">
      {place &&
        createPortal(
          <StyleRootContext value={styleRoot}>
            <SlotHostContext value={styleRoot && place.element}>
              <ThemedRoot element={place.element}>{children}</ThemedRoot>
            </SlotHostContext>
          </StyleRootContext>,
          place.target,
        )}
    </div>
  );
}

function ThemedRoot({ element, children }: { element: HTMLElement; children: ReactNode }): ReactNode {
  useSheet(tokens);
  useSheet(base);
  const { locale, direction } = useContext(MessagesContext);
  const theme = useClient(({ config }) => config.theme ?? "auto");
  const zIndex = useClient(({ config }) => config.z_index ?? 2_147_483_000);
  const rem = useMemo(() => measureMedium(element), [element]);
  const inline = useClient(({ config }) => config.horizontal_padding);
  const block = useClient(({ config }) => config.vertical_padding);
  const brand = useBrandTokens();
  // Nothing is shown in colours that change at once.
  if (!brand) return null;
  const style = {
    "--mz-rem": rem,
    "--mz-z": zIndex,
    ...(inline !== undefined && { "--mz-pad-inline": `${inline}px` }),
    ...(block !== undefined && { "--mz-pad-block": `${block}px` }),
    ...brand,
  } as CSSProperties;
  return (
    <div className="mz-root mz-surfaces" lang={locale} dir={direction} data-theme={theme} style={style}>
      {children}
    </div>
  );
}

/** What the reader's browser calls a medium text, whatever the page has made of its own root. */
function measureMedium(element: HTMLElement): string {
  const probe = element.ownerDocument.createElement("span");
  probe.style.setProperty("all", "initial");
  (element.shadowRoot ?? element).append(probe);
  const { fontSize } = globalThis.getComputedStyle(probe);
  probe.remove();
  return fontSize === "" ? "16px" : fontSize;
}
