// Generated from ../artifacts.css by npm run generate. Do not edit.
export const sheet = `.mz-artifact-pane{display:flex;flex-direction:column;flex:0 0 var(--mz-pane-size, 55%);min-width:0;min-height:0;background:var(--mz-surface);border-inline-start:1px solid var(--mz-line);animation:mz-appear var(--mz-quick) ease-out}
.mz-panes[data-layout=view]>.mz-pane{position:absolute;inset:0;visibility:hidden}
.mz-panes[data-layout=view]>.mz-artifact-pane{flex:1;border:0}
.mz-panes[data-layout=minimised]{flex-direction:column}
.mz-separator{position:relative;z-index:1;flex:none;width:0;cursor:col-resize;touch-action:none}
.mz-separator:before{content:"";position:absolute;inset-block:0;inset-inline:calc(-.75*var(--mz-rem,1rem))}
.mz-separator:after{content:"";position:absolute;inset-block:0;inset-inline:-1px;background:transparent;transition:background var(--mz-quick)}
.mz-separator:is(:hover,:focus-visible,:active):after{background:var(--mz-accent)}
.mz-separator:focus-visible{outline:none}
.mz-artifact-strip{display:flex;align-items:center;gap:calc(.25*var(--mz-rem,1rem));flex:none;padding:calc(.25*var(--mz-rem,1rem)) calc(.5*var(--mz-rem,1rem));padding-block-end:max(calc(.25*var(--mz-rem,1rem)),env(safe-area-inset-bottom));border-top:1px solid var(--mz-line);background:var(--mz-surface)}
.mz-artifact-strip>button:first-child{display:flex;flex:1;align-items:center;gap:calc(.625*var(--mz-rem,1rem));min-width:0;min-height:calc(2.5*var(--mz-rem,1rem));padding:0 calc(.625*var(--mz-rem,1rem));border:0;border-radius:var(--mz-radius-small);background:none;text-align:start;white-space:nowrap}
.mz-artifact-strip>button:first-child:hover{background:var(--mz-hover)}
.mz-artifact-strip strong{overflow:hidden;font-size:calc(.875*var(--mz-rem,1rem));font-weight:600;text-overflow:ellipsis}
.mz-artifact-drawer{inset:auto 0 0;width:100%;max-width:none;height:min(62%,var(--mz-visible-height, 100dvh));max-height:calc(var(--mz-visible-height, 100dvh) - calc(1*var(--mz-rem,1rem)));margin:0;padding:0;overflow:hidden;border:0;border-start-start-radius:var(--mz-radius-large);border-start-end-radius:var(--mz-radius-large);background:var(--mz-surface);box-shadow:var(--mz-shadow);color:inherit;transition:height .2s ease-out;animation:mz-drawer-in .2s ease-out}
.mz-artifact-drawer[data-tall]{height:calc(var(--mz-visible-height, 100dvh) - calc(1*var(--mz-rem,1rem)))}
.mz-artifact-drawer::backdrop{background:light-dark(#1d1c1a55,#000000a0)}
@keyframes mz-drawer-in{0%{translate:0 30%;opacity:0}
}
.mz-drawer-sheet{display:flex;flex-direction:column;height:100%;padding-block-end:env(safe-area-inset-bottom)}
.mz-drawer-grip{display:grid;place-items:center;flex:none;width:100%;height:calc(1.5*var(--mz-rem,1rem));padding:0;border:0;background:none;touch-action:none}
.mz-drawer-grip:before{content:"";width:calc(2.25*var(--mz-rem,1rem));height:calc(.25*var(--mz-rem,1rem));border-radius:999px;background:var(--mz-line-strong)}
.mz-drawer-grip:focus-visible{outline-offset:-2px}
.mz-artifact-host{background:var(--mz-surface);color:var(--mz-ink);font:var(--mz-text) / var(--mz-leading) var(--mz-font);pointer-events:auto}
.mz-panel{display:flex;flex:1;flex-direction:column;min-width:0;min-height:0;height:100%;container:mz-panel / inline-size}
.mz-panel-header{padding-inline:calc(1*var(--mz-rem,1rem)) calc(.5*var(--mz-rem,1rem));gap:calc(.125*var(--mz-rem,1rem))}
.mz-drawer-sheet .mz-panel-header{min-height:calc(3*var(--mz-rem,1rem));padding-block:0 calc(.25*var(--mz-rem,1rem))}
.mz-panel-header h2{overflow:hidden;font-size:var(--mz-text);font-weight:620;line-height:calc(1.5*var(--mz-rem,1rem));letter-spacing:-.005em;text-overflow:ellipsis;white-space:nowrap}
.mz-panel-header h2:focus-visible{outline-offset:-1px}
.mz-toward:dir(rtl){scale:-1 1}
.mz-toolbar,.mz-file-bar{display:flex;align-items:center;flex-wrap:wrap;gap:calc(.375*var(--mz-rem,1rem)) calc(.5*var(--mz-rem,1rem));flex:none;min-height:calc(3*var(--mz-rem,1rem));padding:calc(.375*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem));border-bottom:1px solid var(--mz-line)}
.mz-tabs{display:flex;padding:calc(.1875*var(--mz-rem,1rem));border-radius:var(--mz-radius-small);background:var(--mz-hover)}
.mz-tabs button{display:grid;place-items:center;min-height:calc(1.75*var(--mz-rem,1rem));padding:0 calc(.75*var(--mz-rem,1rem));border:0;border-radius:calc(var(--mz-radius-small) - calc(.125*var(--mz-rem,1rem)));background:none;color:var(--mz-ink-soft);font-size:var(--mz-text-small);font-weight:560;transition:background var(--mz-quick)}
.mz-tabs button:is([aria-selected=true],[aria-pressed=true]){background:var(--mz-surface);box-shadow:var(--mz-shadow);color:var(--mz-ink)}
.mz-toolbar .mz-button{min-height:calc(2*var(--mz-rem,1rem));font-size:var(--mz-text-small)}
.mz-toolbar .mz-small{width:calc(2.25*var(--mz-rem,1rem));height:calc(2.25*var(--mz-rem,1rem));font-size:inherit}
.mz-toolbar-end{display:flex;align-items:center;flex-wrap:wrap;gap:calc(.25*var(--mz-rem,1rem));margin-inline-start:auto}
.mz-version{max-width:min(calc(15*var(--mz-rem,1rem)),100%);min-height:calc(2*var(--mz-rem,1rem));padding:0 calc(.375*var(--mz-rem,1rem));overflow:hidden;border:1px solid var(--mz-line-control);border-radius:var(--mz-radius-small);background:var(--mz-surface);font-size:var(--mz-text-small);text-overflow:ellipsis}
.mz-tab-panel{display:flex;flex:1;flex-direction:column;min-height:0}
.mz-panel-scroller{flex:1;min-height:0;overflow-y:auto;overscroll-behavior:contain}
.mz-panel-content{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(1*var(--mz-rem,1rem));width:100%;max-width:calc(52*var(--mz-rem,1rem));margin-inline:auto;padding:calc(1.25*var(--mz-rem,1rem))}
.mz-panel-wait{display:flex;justify-content:center;align-items:center;flex-wrap:wrap;gap:calc(.5*var(--mz-rem,1rem));padding:calc(3*var(--mz-rem,1rem)) calc(1.25*var(--mz-rem,1rem));text-align:center}
.mz-panel-note{display:flex;justify-content:space-between;align-items:center;flex-wrap:wrap;gap:calc(.5*var(--mz-rem,1rem));flex:none;padding:calc(.375*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem));border-bottom:1px solid var(--mz-line);background:var(--mz-sunken);font-size:var(--mz-text-small)}
.mz-panel-note .mz-button{min-height:calc(1.75*var(--mz-rem,1rem));font-size:var(--mz-text-small)}
.mz-panel-empty{display:grid;justify-items:center;gap:calc(.25*var(--mz-rem,1rem));padding:calc(3*var(--mz-rem,1rem)) calc(1*var(--mz-rem,1rem));text-align:center}
.mz-panel-empty .lucide{width:calc(2*var(--mz-rem,1rem));height:calc(2*var(--mz-rem,1rem));margin-block-end:calc(.5*var(--mz-rem,1rem));color:var(--mz-ink-soft)}
.mz-panel-request .mz-request{max-width:none}
.mz-beside{display:grid;gap:calc(.5*var(--mz-rem,1rem));list-style:none}
.mz-beside .mz-artifact-link{max-width:none}
.mz-facts{padding:calc(.625*var(--mz-rem,1rem)) calc(.875*var(--mz-rem,1rem));border-radius:var(--mz-radius);background:var(--mz-sunken)}
.mz-picture{max-width:100%;height:auto;margin-inline:auto;border-radius:var(--mz-radius-small)}
.mz-panel-form{display:flex;flex:1;flex-direction:column;min-height:0}
.mz-panel-footer{flex:none;padding:calc(.75*var(--mz-rem,1rem)) calc(1.25*var(--mz-rem,1rem));border-top:1px solid var(--mz-line)}
.mz-edit-check{display:flex;align-items:center;gap:calc(.5*var(--mz-rem,1rem));min-height:calc(1.5*var(--mz-rem,1rem))}
.mz-download-failed{color:var(--mz-danger);font-size:var(--mz-text-small)}
.mz-files{display:grid;grid-template:minmax(0,1fr) / minmax(calc(9*var(--mz-rem,1rem)),calc(14*var(--mz-rem,1rem))) minmax(0,1fr);flex:1;min-height:0}
.mz-button.mz-tree-button{display:none}
.mz-tree-pane{min-height:0;overflow:auto;padding:calc(.5*var(--mz-rem,1rem));border-inline-end:1px solid var(--mz-line);background:var(--mz-sunken)}
.mz-tree-line{display:flex;align-items:center;gap:calc(.375*var(--mz-rem,1rem));min-height:calc(1.875*var(--mz-rem,1rem));padding-inline:calc((var(--mz-level) - 1) * calc(.875*var(--mz-rem,1rem)) + calc(.375*var(--mz-rem,1rem))) calc(.375*var(--mz-rem,1rem));border-radius:calc(.375*var(--mz-rem,1rem));font-size:var(--mz-text-small);cursor:default;user-select:none;white-space:nowrap}
.mz-tree-line>span[title]{overflow:hidden;text-overflow:ellipsis}
.mz-tree-line>.lucide{color:var(--mz-ink-soft)}
.mz-tree-line .mz-chevron{margin-inline-start:0}
.mz-tree-line[aria-expanded=true]>.mz-chevron{rotate:90deg}
.mz-tree-line[aria-expanded=true]:dir(rtl)>.mz-chevron{rotate:-90deg}
.mz-tree-line:hover{background:var(--mz-hover)}
.mz-tree-line[aria-selected=true]{background:var(--mz-accent-soft);color:var(--mz-accent);font-weight:560}
.mz-tree-line:focus-visible{outline-offset:-2px}
.mz-file{display:flex;flex-direction:column;min-width:0;min-height:0}
.mz-file-bar{min-height:calc(2.5*var(--mz-rem,1rem));padding-block:calc(.125*var(--mz-rem,1rem))}
.mz-file-bar>.mz-mono:first-child,.mz-file-bar>[role=status]:first-child{flex:1;min-width:calc(4*var(--mz-rem,1rem));overflow:hidden;font-size:var(--mz-text-tiny);text-overflow:ellipsis;white-space:nowrap}
.mz-file-bar .mz-tabs{margin-inline-start:auto}
.mz-file-bar .mz-tabs button{padding:0 calc(.5*var(--mz-rem,1rem))}
.mz-file-bar .mz-icon-button{width:calc(2*var(--mz-rem,1rem));height:calc(2*var(--mz-rem,1rem));color:var(--mz-ink-soft)}
.mz-file-mode.mz-button{min-height:calc(1.75*var(--mz-rem,1rem));padding-inline:calc(.625*var(--mz-rem,1rem));font-size:var(--mz-text-tiny)}
.mz-code.mz-code-view{flex:1;min-height:0;overflow:auto;overscroll-behavior:contain;padding-block:calc(.5*var(--mz-rem,1rem));border:0;border-radius:0;background:none;font:var(--mz-text-small) / 1.6 var(--mz-mono);overflow-wrap:normal;tab-size:2;text-align:left}
.mz-code-view:focus-visible,.mz-change-rows:focus-visible{outline-offset:-2px}
.mz-code-canvas{min-width:calc(var(--mz-longest) * 1ch + var(--mz-digits) * 1ch + calc(3.5*var(--mz-rem,1rem)))}
.mz-code-rows{display:flex;white-space:pre}
.mz-code-rows code{font:inherit}
.mz-line-numbers{position:sticky;left:0;flex:none;min-width:calc(var(--mz-digits) * 1ch + calc(1.75*var(--mz-rem,1rem)));padding-inline:calc(.75*var(--mz-rem,1rem)) calc(1*var(--mz-rem,1rem));background:var(--mz-surface);color:var(--mz-ink-soft);text-align:right;user-select:none}
.mz-preview{display:flex;flex:1;flex-direction:column;min-height:0}
.mz-preview iframe{flex:1;width:100%;min-height:0;border:0;background:#fff;color-scheme:light}
.mz-preview iframe[hidden]{display:none}
.mz-changes{display:flex;flex:1;flex-direction:column;min-height:0}
.mz-change-count{padding:calc(.375*var(--mz-rem,1rem)) calc(.875*var(--mz-rem,1rem))}
.mz-change-rows{flex:1;min-height:0;overflow:auto;overscroll-behavior:contain;font:var(--mz-text-small) / 1.55 var(--mz-mono)}
.mz-change-line{display:flex;min-width:0;padding-inline-end:calc(.75*var(--mz-rem,1rem))}
.mz-change-number{flex:none;min-width:calc(2.75*var(--mz-rem,1rem));padding-inline-end:calc(.5*var(--mz-rem,1rem));color:var(--mz-ink-soft);text-align:end;user-select:none}
.mz-change-sign{flex:none;width:calc(1.25*var(--mz-rem,1rem));text-align:center;user-select:none}
.mz-change-text{flex:1;min-width:0;min-height:1.55em;white-space:pre-wrap}
.mz-change-line[data-kind=added]{background:light-dark(#e6f5eb,#17301f)}
.mz-change-line[data-kind=removed]{background:light-dark(#fdeeec,#3a1f1e)}
.mz-change-line[data-kind=none]{background:var(--mz-sunken)}
.mz-change-line :is(.mz-change-number,.mz-change-sign){color:light-dark(#56534d,#b9b7b3)}
.mz-change-line mark{border-radius:calc(.1875*var(--mz-rem,1rem));color:inherit}
.mz-change-line[data-kind=added] mark{background:light-dark(#b4e2c3,#2c6340)}
.mz-change-line[data-kind=removed] mark{background:light-dark(#f7c4bf,#7a3733)}
.mz-change-pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
.mz-change-pair>:last-child{border-inline-start:1px solid var(--mz-line)}
.mz-change-file{display:flex;justify-content:space-between;align-items:baseline;flex-wrap:wrap;gap:calc(.25*var(--mz-rem,1rem)) calc(1*var(--mz-rem,1rem));padding:calc(.5*var(--mz-rem,1rem)) calc(.875*var(--mz-rem,1rem));border-block:1px solid var(--mz-line);background:var(--mz-sunken);font-weight:600}
.mz-change-gap{width:100%;min-height:calc(1.875*var(--mz-rem,1rem));padding:0 calc(.875*var(--mz-rem,1rem));border:0;border-block:1px solid var(--mz-line);background:var(--mz-sunken);color:var(--mz-ink-soft);font:var(--mz-text-tiny) var(--mz-font);text-align:center}
.mz-change-gap:hover{background:var(--mz-hover);color:var(--mz-ink)}
@container mz-panel (max-width: 560px){.mz-files{grid-template:auto minmax(0,1fr) / minmax(0,1fr)}
.mz-button.mz-tree-button{display:flex;justify-content:space-between;min-width:0;margin:calc(.5*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem))}
.mz-tree-button>.mz-mono{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mz-files>:is(.mz-tree-pane,.mz-file){grid-area:2 / 1}
.mz-files:not([data-tree])>.mz-tree-pane,.mz-files[data-tree]>.mz-file{display:none}
.mz-tree-pane{border-inline-end:0;border-block-start:1px solid var(--mz-line)}
.mz-tree-line{min-height:calc(2.5*var(--mz-rem,1rem))}
.mz-panel-content{padding:calc(1*var(--mz-rem,1rem))}
.mz-change-pair{grid-template-columns:minmax(0,1fr)}
.mz-change-pair>:last-child{border-inline-start:0}
.mz-change-number{min-width:calc(2*var(--mz-rem,1rem))}
.mz-tabs button{padding:0 calc(.625*var(--mz-rem,1rem))}
.mz-version{max-width:calc(8.5*var(--mz-rem,1rem))}
.mz-changes .mz-version{flex:1 1 calc(5*var(--mz-rem,1rem));min-width:0;max-width:none}
}
@container mz (max-width: 1200px){.mz-app:has(.mz-artifact-pane){grid-template-columns:minmax(0,1fr)}
.mz-app:has(.mz-artifact-pane)>.mz-sidebar{display:none}
.mz-app:has(.mz-artifact-pane) .mz-icon-button.mz-menu{display:inline-grid}
}
@media(forced-colors:active){.mz-tabs button:is([aria-selected=true],[aria-pressed=true]),.mz-tree-line[aria-selected=true]{border:2px solid}
.mz-separator{width:2px;background:CanvasText}
}`;
