import { useLayoutEffect, useRef, type RefObject } from "react";

/** For a box that is to be as high as its text, where the browser has no `field-sizing`. The sheet says how high it may become. */
export function useFittingHeight(): RefObject<HTMLTextAreaElement | null> {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  });
  return box;
}
