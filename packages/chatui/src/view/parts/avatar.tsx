import type { ReactNode } from "react";
import { allowedImage } from "../../core/url-policy.ts";

const hues = 12;

/** An agent's picture, or a tile with its initial in a colour that its name always gets. */
export function Avatar({ name, picture }: { name: string; picture?: string | undefined }): ReactNode {
  const src = picture === undefined ? undefined : allowedImage(picture);
  return (
    <span className="mz-avatar" data-hue={hueOf(name)} aria-hidden>
      {src === undefined ? initialOf(name) : <img src={src} alt="" referrerPolicy="no-referrer" />}
    </span>
  );
}

function initialOf(name: string): string {
  return (/\p{L}|\p{N}/u.exec(name)?.[0] ?? "?").toUpperCase();
}

function hueOf(name: string): number {
  return Array.from(name).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % hues;
}
