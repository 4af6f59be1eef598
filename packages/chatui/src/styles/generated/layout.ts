// Generated from ../layout.css by npm run generate. Do not edit.
export const sheet = `.mz-app{display:grid;grid-template-columns:calc(17*var(--mz-rem,1rem)) minmax(0,1fr);height:100%}
.mz-main{position:relative;display:flex;flex-direction:column;min-width:0;min-height:0}
.mz-panes{position:relative;display:flex;flex:1;min-height:0}
.mz-pane{position:relative;display:flex;flex:1;flex-direction:column;min-width:0;min-height:0}
.mz-sidebar,.mz-drawer-body{display:flex;flex-direction:column;gap:calc(.75*var(--mz-rem,1rem));min-height:0;padding:calc(.875*var(--mz-rem,1rem));overflow-y:auto;background:var(--mz-sunken)}
.mz-sidebar{border-inline-end:1px solid var(--mz-line)}
.mz-brand{display:flex;align-items:center;gap:calc(.625*var(--mz-rem,1rem));padding:calc(.25*var(--mz-rem,1rem)) calc(.375*var(--mz-rem,1rem));font-weight:650;letter-spacing:-.01em}
.mz-brand .mz-icon-button{margin-inline-start:auto}
.mz-mark{width:calc(1.375*var(--mz-rem,1rem));height:calc(1.375*var(--mz-rem,1rem));fill:var(--mz-accent)}
.mz-mark rect:nth-child(2),.mz-mark rect:nth-child(3){opacity:.45}
.mz-button.mz-new{justify-content:flex-start}
.mz-drawer{width:min(calc(20*var(--mz-rem,1rem)),86vw);max-width:none;height:100dvh;max-height:none;margin:0;margin-inline-end:auto;padding:0;border:0;background:var(--mz-sunken);color:inherit;box-shadow:var(--mz-shadow)}
.mz-drawer::backdrop{background:light-dark(#1d1c1a55,#000000a0)}
.mz-drawer-body{height:100%}
.mz-header{display:flex;align-items:center;gap:calc(.5*var(--mz-rem,1rem));min-height:calc(3.5*var(--mz-rem,1rem));padding:calc(.375*var(--mz-rem,1rem)) var(--mz-edge);border-bottom:1px solid var(--mz-line)}
.mz-title{flex:1;min-width:0}
.mz-title h1,.mz-title p{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mz-title h1{font-size:var(--mz-text);font-weight:620;line-height:calc(1.5*var(--mz-rem,1rem));letter-spacing:-.005em}
.mz-title p{font-size:var(--mz-text-tiny);line-height:calc(1.125*var(--mz-rem,1rem))}
.mz-title p[data-status=running]{color:var(--mz-accent)}
.mz-title p[data-status=failed]{color:var(--mz-danger)}
.mz-icon-button.mz-menu{display:none}
.mz-banner{display:flex;justify-content:center;align-items:center;gap:calc(.5*var(--mz-rem,1rem));padding:calc(.375*var(--mz-rem,1rem)) var(--mz-edge);background:var(--mz-sunken);border-bottom:1px solid var(--mz-line);color:var(--mz-warning);font-size:var(--mz-text-small);animation:mz-appear var(--mz-quick) .7s ease-out backwards}
.mz-column{width:100%;max-width:calc(var(--mz-column) + 2 * var(--mz-edge));margin-inline:auto;padding-inline:var(--mz-edge)}
.mz-footer{position:relative;display:grid;gap:calc(.625*var(--mz-rem,1rem));padding-bottom:max(calc(.25*var(--mz-rem,1rem)),env(safe-area-inset-bottom))}
.mz-footer:before{content:"";position:absolute;inset:calc(-1.25*var(--mz-rem,1rem)) 0 auto;height:calc(1.25*var(--mz-rem,1rem));background:linear-gradient(transparent,var(--mz-canvas));pointer-events:none}
.mz-stopped{padding-block:calc(2*var(--mz-rem,1rem))}
.mz-footer .mz-stopped{padding:0}
.mz-usage{min-height:calc(1.5*var(--mz-rem,1rem));color:var(--mz-ink-soft);font-size:var(--mz-text-tiny);line-height:calc(1.5*var(--mz-rem,1rem));text-align:center;text-wrap:balance;margin-block-start:calc(-.25*var(--mz-rem,1rem))}
.mz-skeletons i{display:block;min-height:calc(4*var(--mz-rem,1rem));border-radius:var(--mz-radius-large);background:var(--mz-hover);animation:mz-breathe 1.6s ease-in-out infinite}
.mz-cards.mz-skeletons i{min-height:calc(9.5*var(--mz-rem,1rem))}
.mz-items.mz-skeletons{display:grid;align-content:start;gap:calc(1.25*var(--mz-rem,1rem))}
.mz-list-skeletons{display:grid;gap:calc(.375*var(--mz-rem,1rem))}
.mz-list-skeletons i{min-height:calc(2.75*var(--mz-rem,1rem));border-radius:var(--mz-radius-small)}
.mz-items.mz-skeletons i{max-width:calc(34*var(--mz-rem,1rem))}
.mz-items.mz-skeletons i:nth-child(2){justify-self:end;width:40%;min-height:calc(2.75*var(--mz-rem,1rem))}
@container mz (max-width: 896px){.mz-app{grid-template-columns:minmax(0,1fr)}
.mz-sidebar{display:none}
.mz-icon-button.mz-menu{display:inline-grid}
}`;
