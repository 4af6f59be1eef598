import { createContext, useContext, useInsertionEffect } from "react";

/** Where style sheets go: the shadow root of our surfaces. */
export interface StyleRoot {
  /** Makes the rules hold, once however often it is asked. */
  adopt(css: string): void;
}

/** Absent where the sheets are there already: on a page of our own, and with `isolation: "light"`. */
export const StyleRootContext = createContext<StyleRoot | undefined>(undefined);

/** The style sheets of a shadow root. They are constructed, so no style policy of the host page stands against them. */
export function createStyleRoot(root: ShadowRoot): StyleRoot {
  const adopted = new Set<string>();
  return {
    adopt(css) {
      if (adopted.has(css)) return;
      adopted.add(css);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets.push(sheet);
    },
  };
}

/** Rules that a component brings along; a lazily loaded one brings them when it is loaded. */
export function useSheet(css: string): void {
  const root = useContext(StyleRootContext);
  useInsertionEffect(() => root?.adopt(css), [root, css]);
}
