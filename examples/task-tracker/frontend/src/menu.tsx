import { type ReactNode, useEffect, useRef, useState } from "react";

interface MenuProps {
  /** What its trigger is, for those who only hear its name. */
  readonly label: string;
  readonly trigger: ReactNode;
  readonly className?: string;
  /** What it holds; `close` shuts it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that shows a panel. Escape, or anything done elsewhere, shuts it. */
export function Menu({ label, trigger, className = "", children }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const leave = (event: Event) => {
      if (event.target instanceof Node && !holder.current?.contains(event.target)) setIsOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key === "Escape") setIsOpen(false);
    };
    const opener = button.current;
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
      document.removeEventListener("keydown", escape);
      // With the panel goes what had the focus in it.
      if (document.activeElement === document.body) opener?.focus();
    };
  }, [isOpen]);
  return (
    <div className={`menu ${className}`} ref={holder}>
      <button
        ref={button}
        type="button"
        className="menu-button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className="visually-hidden">{label}</span>
        {trigger}
      </button>
      {isOpen && <div className="menu-panel">{children(() => setIsOpen(false))}</div>}
    </div>
  );
}
