import { useLayoutEffect, type RefObject } from "react";

/** A box as high as its text, where the browser has no `field-sizing`. The sheet says how high it may become. */
export function useFittingHeight(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [box, text]);
}
