// Generated from ../overlay.css by npm run generate. Do not edit.
export const sheet = `.mz-overlay{inset:var(--mz-visible-top, 0) 0 auto;width:100%;max-width:none;height:var(--mz-visible-height, 100dvh);max-height:none;margin:0;padding:env(safe-area-inset-top) env(safe-area-inset-right) 0 env(safe-area-inset-left);overflow:hidden;border:0;background:var(--mz-canvas);color:var(--mz-ink);pointer-events:auto;animation:mz-overlay-in .18s ease-out}
.mz-overlay::backdrop{background:none}
@keyframes mz-overlay-in{0%{opacity:0;scale:.985}
}
.mz-controls{display:flex;align-items:center;gap:calc(.125*var(--mz-rem,1rem))}
.mz-modes{display:flex;margin-inline:calc(.375*var(--mz-rem,1rem));padding:calc(.1875*var(--mz-rem,1rem));border-radius:var(--mz-radius-small);background:var(--mz-hover)}
.mz-modes button{min-height:calc(1.75*var(--mz-rem,1rem));padding:0 calc(.75*var(--mz-rem,1rem));border:0;border-radius:calc(var(--mz-radius-small) - calc(.125*var(--mz-rem,1rem)));background:none;color:var(--mz-ink-soft);font-size:var(--mz-text-small);font-weight:560;transition:background var(--mz-quick)}
.mz-modes button[aria-pressed=true]{background:var(--mz-surface);box-shadow:var(--mz-shadow);color:var(--mz-ink)}
@container mz (max-width: 560px){.mz-header:has(.mz-controls){flex-wrap:wrap;gap:calc(.25*var(--mz-rem,1rem));padding-block:calc(.375*var(--mz-rem,1rem)) calc(.5*var(--mz-rem,1rem))}
.mz-controls{display:contents}
.mz-modes{order:1;flex-basis:100%;margin-inline:0}
.mz-modes button{flex:1;min-height:calc(2*var(--mz-rem,1rem))}
}
@media(forced-colors:active){.mz-modes button[aria-pressed=true]{border:2px solid}
}
.mz-home-bar{position:sticky;inset-block-start:0;z-index:1;border-bottom-color:transparent;background:var(--mz-canvas)}
.mz-journey ol{display:flex;gap:calc(.5*var(--mz-rem,1rem));margin:0;padding:calc(.5*var(--mz-rem,1rem)) var(--mz-edge);overflow-x:auto;border-bottom:1px solid var(--mz-line);background:var(--mz-sunken);font-size:var(--mz-text-small);list-style:none;scrollbar-width:none;white-space:nowrap}
.mz-journey li:not(:first-child):before{content:"\\203a";margin-inline-end:calc(.5*var(--mz-rem,1rem));color:var(--mz-ink-soft)}
.mz-journey li[aria-current]{font-weight:600}
.mz-journey button{display:inline-flex;align-items:center;gap:calc(.25*var(--mz-rem,1rem));min-height:calc(1.5*var(--mz-rem,1rem))}`;
