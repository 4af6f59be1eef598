// Generated from ../surfaces.css by npm run generate. Do not edit.
export const sheet = `.mz-root.mz-surfaces{display:contents;background:none}
.mz-stage{position:fixed;inset-block-start:var(--mz-visible-top, 0);inset-inline:0;z-index:var(--mz-z);height:var(--mz-visible-height, 100dvh);container:mz-stage / size;pointer-events:none;color:var(--mz-ink);font:var(--mz-text) / var(--mz-leading) var(--mz-font);--mz-space-inline: max(var(--mz-pad-inline, calc(1.25*var(--mz-rem,1rem))), env(safe-area-inset-right), env(safe-area-inset-left));--mz-space-block: max(var(--mz-pad-block, calc(1.25*var(--mz-rem,1rem))), env(safe-area-inset-bottom))}
.mz-corner{position:absolute;inset-block-end:var(--mz-space-block);inset-inline-end:var(--mz-space-inline);pointer-events:auto}
.mz-corner[data-alignment=start]{inset-inline:var(--mz-space-inline) auto}
.mz-launcher{position:relative;display:inline-flex;justify-content:center;align-items:center;gap:calc(.625*var(--mz-rem,1rem));min-width:calc(3.5*var(--mz-rem,1rem));height:calc(3.5*var(--mz-rem,1rem));padding:0 calc(1*var(--mz-rem,1rem));border:0;border-radius:calc(1.75*var(--mz-rem,1rem));background:var(--mz-fill);box-shadow:0 0 0 1px light-dark(#ffffff59,#00000059),0 2px 6px #0000002e,0 8px 24px #0000002e;color:var(--mz-on-fill);font-weight:600;transition:background var(--mz-quick),box-shadow var(--mz-quick),scale var(--mz-quick)}
.mz-launcher:hover{background:var(--mz-fill-hover);scale:1.04}
.mz-launcher:active{scale:.97}
.mz-launcher:focus-visible{outline:3px solid var(--mz-accent);outline-offset:3px}
.mz-launcher .lucide{width:calc(1.625*var(--mz-rem,1rem));height:calc(1.625*var(--mz-rem,1rem));animation:mz-launcher-icon .18s ease-out}
.mz-launcher img{width:calc(1.75*var(--mz-rem,1rem));height:calc(1.75*var(--mz-rem,1rem));object-fit:contain}
@keyframes mz-launcher-icon{0%{opacity:0;scale:.6}
}
.mz-badge{position:absolute;inset-block-start:calc(-.25*var(--mz-rem,1rem));inset-inline-end:calc(-.25*var(--mz-rem,1rem));min-width:calc(1.375*var(--mz-rem,1rem));padding:0 calc(.375*var(--mz-rem,1rem));border:2px solid var(--mz-canvas);border-radius:calc(.75*var(--mz-rem,1rem));background:light-dark(#c8281e,#ff9a92);color:light-dark(#fff,#2a0f0d);font-size:var(--mz-text-tiny);font-weight:700;font-variant-numeric:tabular-nums;line-height:calc(1.125*var(--mz-rem,1rem));text-align:center}
.mz-widget{position:absolute;inset-block-end:calc(var(--mz-space-block) + calc(4.25*var(--mz-rem,1rem)));inset-inline-end:var(--mz-space-inline);width:min(calc(25*var(--mz-rem,1rem)),100% - 2 * var(--mz-space-inline));height:min(calc(42*var(--mz-rem,1rem)),100% - var(--mz-space-block) - calc(5.25*var(--mz-rem,1rem)));overflow:hidden;border:1px solid var(--mz-line);border-radius:var(--mz-radius-large);background:var(--mz-canvas);box-shadow:0 4px 12px #0000001f,0 16px 48px #0000002e;pointer-events:auto;transform-origin:100% 100%;animation:mz-widget-in .2s cubic-bezier(.2,.8,.3,1)}
.mz-widget:dir(rtl){transform-origin:0 100%}
.mz-widget[data-alignment=start]{inset-inline:var(--mz-space-inline) auto;transform-origin:0 100%}
.mz-widget[data-alignment=start]:dir(rtl){transform-origin:100% 100%}
.mz-stage:not(:has(.mz-corner)) .mz-widget{inset-block-end:var(--mz-space-block);height:min(calc(42*var(--mz-rem,1rem)),100% - 2 * var(--mz-space-block))}
.mz-widget:focus,.mz-overlay:focus{outline:none}
@keyframes mz-widget-in{0%{opacity:0;scale:.94;translate:0 calc(.5*var(--mz-rem,1rem))}
}
.mz-widget .mz-main{height:100%}
.mz-widget-bar{gap:calc(.125*var(--mz-rem,1rem));padding-inline:calc(1*var(--mz-rem,1rem)) calc(.5*var(--mz-rem,1rem))}
.mz-widget-bar h2{overflow:hidden;font-size:var(--mz-text);font-weight:640;letter-spacing:-.005em;text-overflow:ellipsis;white-space:nowrap}
@container mz-stage (max-width: 480px) or (max-height: 480px){.mz-widget,.mz-widget[data-alignment=start],.mz-stage:not(:has(.mz-corner)) .mz-widget{inset:0;width:100%;height:100%;border:0;border-radius:0;padding-block:env(safe-area-inset-top) 0}
.mz-widget~.mz-corner,.mz-corner:has(~.mz-widget){display:none}
}
.mz-broken{display:grid;gap:calc(.5*var(--mz-rem,1rem));height:auto;padding:calc(1.25*var(--mz-rem,1rem))}
@media(forced-colors:active){.mz-launcher,.mz-widget{border:1px solid}
}`;
