import { useEffect, useState, type RefObject } from "react";

const patienceMs = 15_000;

/** Whether the page around it does not let a frame show an address, or it has not come for long. */
export function useFrameBlock(
  frame: RefObject<HTMLIFrameElement | null>,
  address: string | undefined,
  loaded: string | undefined,
): boolean {
  const [blocked, setBlocked] = useState<string>();
  useEffect(() => {
    const owner = frame.current?.ownerDocument;
    if (!owner || address === undefined) return undefined;
    const origin = new URL(address, owner.baseURI).origin;
    const hear = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
      const isFrame = effectiveDirective === "frame-src" || effectiveDirective === "child-src";
      if (isFrame && (blockedURI === "" || blockedURI.startsWith(origin) || blockedURI === "self")) setBlocked(address);
    };
    owner.addEventListener("securitypolicyviolation", hear);
    return () => owner.removeEventListener("securitypolicyviolation", hear);
  }, [frame, address]);
  useEffect(() => {
    if (address === undefined || loaded === address) return undefined;
    const timer = setTimeout(() => setBlocked(address), patienceMs);
    return () => clearTimeout(timer);
  }, [address, loaded]);
  return address !== undefined && blocked === address;
}
