const hiddenPageMs = 250;

/** Runs once with the next animation frame; a page that is not shown has none, so a timer does it there. */
export function perFrame(run: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    run();
  };
  const timer = setTimeout(once, hiddenPageMs);
  const frame = requestAnimationFrame(once);
}
