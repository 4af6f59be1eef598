// Generated from ../ui-tools.css by npm run generate. Do not edit.
export const sheet = `.mz-request:is([data-component="core.card"],[data-component="core.chart"],[data-component="core.code"],[data-component="core.diff"],[data-component="core.file-tree"],[data-component="core.image"],[data-component="core.table"]){max-width:none}
.mz-request[data-display=artifact]{max-width:none}
.mz-tool-body{min-width:0}
.mz-problems{display:grid;gap:calc(.25*var(--mz-rem,1rem));padding-inline-start:calc(1*var(--mz-rem,1rem));font-size:calc(.875*var(--mz-rem,1rem))}
.mz-empty{padding:calc(1*var(--mz-rem,1rem));border:1px dashed var(--mz-line-control);border-radius:var(--mz-radius-small);color:var(--mz-ink-soft);font-size:calc(.875*var(--mz-rem,1rem));text-align:center}
.mz-answer-bar{align-items:center;gap:calc(.5*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem))}
.mz-tool-skeleton{display:grid;gap:calc(.625*var(--mz-rem,1rem));animation:mz-breathe 1.6s ease-in-out infinite}
.mz-tool-skeleton i{height:calc(.875*var(--mz-rem,1rem));border-radius:999px;background:var(--mz-hover)}
.mz-tool-skeleton i:last-child{width:60%}
.mz-options{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(.5*var(--mz-rem,1rem));padding:0;list-style:none}
.mz-options[data-layout=tiles]{grid-template-columns:repeat(auto-fill,minmax(min(100%,calc(13*var(--mz-rem,1rem))),1fr));gap:calc(.75*var(--mz-rem,1rem))}
.mz-option{position:relative;display:flex;flex-wrap:wrap;align-items:start;gap:calc(.25*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem));overflow:hidden;padding:calc(.75*var(--mz-rem,1rem)) calc(.875*var(--mz-rem,1rem));border:1px solid var(--mz-line);border-radius:var(--mz-radius-small);background:var(--mz-surface);transition:background var(--mz-quick),border-color var(--mz-quick)}
.mz-option>label{display:flex;flex:1 1 100%;gap:calc(.75*var(--mz-rem,1rem));min-width:0;cursor:pointer}
.mz-option>label:after{position:absolute;inset:0;content:""}
.mz-option:has(label:hover){background:var(--mz-hover)}
.mz-option:has(:checked){border-color:var(--mz-accent);background:var(--mz-accent-soft)}
.mz-option:has(input:focus-visible){outline:2px solid var(--mz-accent);outline-offset:2px}
[data-layout=tiles]>.mz-option>label{display:block}
[data-layout=tiles]>.mz-option>label>input{position:absolute;inset-block-start:calc(.75*var(--mz-rem,1rem));inset-inline-start:calc(.875*var(--mz-rem,1rem))}
[data-layout=tiles]>.mz-option:has(img,.mz-no-picture)>label>input{inset:calc(1.25*var(--mz-rem,1rem)) auto auto;inset-inline-start:calc(1.375*var(--mz-rem,1rem));box-shadow:0 0 0 calc(.25*var(--mz-rem,1rem)) var(--mz-surface);border-radius:calc(.25*var(--mz-rem,1rem))}
[data-layout=tiles]>.mz-option:has(img,.mz-no-picture)>label>input[type=radio]{border-radius:50%}
[data-layout=tiles]>.mz-option:not(:has(img,.mz-no-picture))>label .mz-option-title{padding-inline-start:calc(1.625*var(--mz-rem,1rem))}
.mz-option[data-disabled]{color:var(--mz-ink-soft)}
.mz-option[data-disabled]>label{cursor:default}
.mz-option input{position:relative;z-index:1}
.mz-option input,.mz-pick input{width:calc(1.0625*var(--mz-rem,1rem));height:calc(1.0625*var(--mz-rem,1rem));flex:none;margin:calc(.25*var(--mz-rem,1rem)) 0 0;outline:0;accent-color:var(--mz-accent)}
.mz-option-text{display:grid;grid-template-columns:minmax(0,1fr);flex:1 1 0;align-content:start;gap:calc(.25*var(--mz-rem,1rem));min-width:0}
.mz-option-title{display:flex;flex-wrap:wrap;align-items:baseline;gap:calc(.125*var(--mz-rem,1rem)) calc(.5*var(--mz-rem,1rem));font-weight:560;line-height:1.5}
.mz-option-about,.mz-option-about .mz-prose{color:var(--mz-ink-soft);font-size:calc(.875*var(--mz-rem,1rem));line-height:1.5}
.mz-option-about a{position:relative;z-index:1}
.mz-option-text img{display:block;width:100%;aspect-ratio:16 / 10;border-radius:calc(.375*var(--mz-rem,1rem));background:var(--mz-sunken);object-fit:cover}
.mz-option-picture img{aspect-ratio:auto;min-height:calc(3*var(--mz-rem,1rem));max-height:calc(20*var(--mz-rem,1rem));object-fit:contain}
.mz-no-picture{display:grid;place-items:center;min-height:calc(6*var(--mz-rem,1rem))}
.mz-option .mz-fields>div{grid-template-columns:minmax(0,1fr) minmax(0,1.2fr)}
.mz-option-link{position:relative;z-index:1;min-height:calc(1.5*var(--mz-rem,1rem));color:var(--mz-accent);font-size:calc(.875*var(--mz-rem,1rem))}
.mz-rank{display:grid;place-items:center;width:calc(1.625*var(--mz-rem,1rem));height:calc(1.625*var(--mz-rem,1rem));flex:none;border-radius:50%;background:var(--mz-hover);font-size:var(--mz-text-small);font-weight:640}
.mz-rank-buttons{display:flex;justify-content:end;width:calc(4.5*var(--mz-rem,1rem));margin-block:calc(-.375*var(--mz-rem,1rem))}
.mz-enlarge{position:absolute;inset-block-start:calc(.5*var(--mz-rem,1rem));inset-inline-end:calc(.5*var(--mz-rem,1rem));z-index:1}
.mz-option:has(.mz-no-picture)>.mz-enlarge{display:none}
.mz-enlarge .mz-icon-button{border:1px solid var(--mz-line);background:var(--mz-surface)}
.mz-lightbox{min-width:calc(8*var(--mz-rem,1rem));min-height:calc(3.5*var(--mz-rem,1rem));max-width:94vw;max-height:94dvh;padding:0;border:0;border-radius:var(--mz-radius);background:var(--mz-surface);color:var(--mz-ink)}
.mz-lightbox::backdrop{background:#000000b3}
.mz-lightbox img{display:block;min-width:min(calc(20*var(--mz-rem,1rem)),80vw);max-width:94vw;max-height:94dvh}
.mz-lightbox .mz-icon-button{position:absolute;inset-block-start:calc(.5*var(--mz-rem,1rem));inset-inline-end:calc(.5*var(--mz-rem,1rem));border:1px solid var(--mz-line);background:var(--mz-surface)}
.mz-data{overflow-x:auto;border:1px solid var(--mz-line);border-radius:var(--mz-radius-small)}
.mz-data table{width:100%;border-collapse:collapse;font-size:calc(.875*var(--mz-rem,1rem));font-variant-numeric:tabular-nums}
.mz-data :is(th,td){min-width:calc(4.5*var(--mz-rem,1rem));max-width:calc(22*var(--mz-rem,1rem));padding:calc(.4375*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem));border-block-end:1px solid var(--mz-line);text-align:start;vertical-align:top}
.mz-data :is([data-type=date],[data-type=datetime]){white-space:nowrap}
.mz-data :is(th,td)[data-align=end]{text-align:end;white-space:nowrap}
.mz-data tbody tr:last-child>*{border-block-end:0}
.mz-data thead th{background:var(--mz-sunken);color:var(--mz-ink-soft);font-size:var(--mz-text-small);font-weight:560;white-space:nowrap}
.mz-data tbody th{font-weight:400}
.mz-data th button{display:inline-flex;align-items:center;gap:calc(.25*var(--mz-rem,1rem));min-height:calc(1.5*var(--mz-rem,1rem));padding:0;border:0;background:none;font-weight:inherit}
.mz-data th button:hover{color:var(--mz-ink)}
.mz-data th button .lucide{width:calc(.875*var(--mz-rem,1rem));height:calc(.875*var(--mz-rem,1rem));opacity:.7}
.mz-data th[aria-sort]{color:var(--mz-ink)}
.mz-data tbody tr[data-chosen]{background:var(--mz-accent-soft)}
.mz-data .mz-pick{width:calc(2.5*var(--mz-rem,1rem));min-width:calc(2.5*var(--mz-rem,1rem));padding-inline-end:0}
.mz-data a{color:var(--mz-accent)}
.mz-pick input{display:block}
.mz-pick input:focus-visible{outline:2px solid var(--mz-accent)}
.mz-pager{display:flex;justify-content:end;align-items:center;gap:calc(.25*var(--mz-rem,1rem));margin-block-start:calc(-.5*var(--mz-rem,1rem))}
.mz-pager .mz-icon-button:disabled{opacity:.4}
[dir=rtl] .mz-pager .lucide,[dir=rtl] .mz-chevron-start{scale:-1 1}
.mz-chart{--mz-s0: light-dark(#4f46e5, #8f8aff);--mz-s1: light-dark(#0e8a6d, #45c9a5);--mz-s2: light-dark(#c2560c, #f5a15b);--mz-s3: light-dark(#b4267c, #f07fc0);--mz-s4: light-dark(#1675b8, #5db8f5);--mz-s5: light-dark(#7c7a10, #cfcb55);--mz-s6: light-dark(#9333c9, #cf92f5);--mz-s7: light-dark(#6b6860, #aba8a0)}
.mz-chart figure{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(.375*var(--mz-rem,1rem))}
.mz-chart svg{display:block;max-width:100%;direction:ltr}
.mz-chart text{fill:var(--mz-ink-soft);font-size:calc(.75*var(--mz-rem,1rem));font-variant-numeric:tabular-nums}
.mz-chart [data-series="0"]{--mz-series: var(--mz-s0)}
.mz-chart [data-series="1"]{--mz-series: var(--mz-s1)}
.mz-chart [data-series="2"]{--mz-series: var(--mz-s2)}
.mz-chart [data-series="3"]{--mz-series: var(--mz-s3)}
.mz-chart [data-series="4"]{--mz-series: var(--mz-s4)}
.mz-chart [data-series="5"]{--mz-series: var(--mz-s5)}
.mz-chart [data-series="6"]{--mz-series: var(--mz-s6)}
.mz-chart [data-series="7"]{--mz-series: var(--mz-s7)}
.mz-grid{stroke:var(--mz-line)}
.mz-grid[data-zero]{stroke:var(--mz-line-strong)}
.mz-fill{fill:var(--mz-series)}
.mz-slice{stroke:var(--mz-surface);stroke-width:2px}
.mz-area{fill:var(--mz-series);opacity:.18}
.mz-stroke{fill:none;stroke:var(--mz-series);stroke-width:2px;stroke-linejoin:round;stroke-linecap:round}
.mz-legend{display:flex;flex-wrap:wrap;justify-content:center;gap:calc(.25*var(--mz-rem,1rem)) calc(1*var(--mz-rem,1rem));padding:0;list-style:none;font-size:var(--mz-text-small)}
.mz-legend li{display:inline-flex;align-items:center;gap:calc(.375*var(--mz-rem,1rem))}
.mz-legend i{width:calc(.75*var(--mz-rem,1rem));height:calc(.75*var(--mz-rem,1rem));flex:none;border-radius:calc(.1875*var(--mz-rem,1rem));background:var(--mz-series);forced-color-adjust:none}
.mz-x-label{text-align:center}
.mz-numbers>summary{width:fit-content;min-height:calc(1.5*var(--mz-rem,1rem));border-radius:calc(.25*var(--mz-rem,1rem));color:var(--mz-ink-soft);font-size:var(--mz-text-small);cursor:pointer}
.mz-numbers>.mz-data{margin-block-start:calc(.5*var(--mz-rem,1rem))}
.mz-filename{margin-block-end:calc(-.5*var(--mz-rem,1rem));color:var(--mz-ink-soft)}
.mz-editor{width:100%;padding:calc(.75*var(--mz-rem,1rem)) calc(1*var(--mz-rem,1rem));border:1px solid var(--mz-line-strong);border-radius:var(--mz-radius-small);background:var(--mz-sunken);line-height:1.55;white-space:pre;overflow-x:auto;resize:vertical;tab-size:2}
.mz-diff-file{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(.5*var(--mz-rem,1rem))}
.mz-diff-head{display:flex;flex-wrap:wrap;align-items:center;gap:calc(.375*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem))}
.mz-diff-count{font:var(--mz-text-small) var(--mz-mono)}
.mz-diff-count [data-kind=added]{color:var(--mz-success)}
.mz-diff-count [data-kind=removed]{color:var(--mz-danger)}
.mz-switch{display:inline-flex;margin-inline-start:auto;padding:calc(.125*var(--mz-rem,1rem));border-radius:var(--mz-radius-small);background:var(--mz-hover);font-size:var(--mz-text-small)}
.mz-switch label{position:relative;cursor:pointer}
.mz-switch input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.mz-switch span{display:block;padding:calc(.125*var(--mz-rem,1rem)) calc(.625*var(--mz-rem,1rem));border-radius:calc(.375*var(--mz-rem,1rem))}
.mz-switch :checked+span{background:var(--mz-surface);box-shadow:0 1px 2px #0000001f}
.mz-switch :focus-visible+span{outline:2px solid var(--mz-accent)}
.mz-diff{overflow-x:auto;max-height:calc(32*var(--mz-rem,1rem));border:1px solid var(--mz-line);border-radius:var(--mz-radius-small);background:var(--mz-surface)}
.mz-diff table{width:100%;border-collapse:collapse;font:calc(.8125*var(--mz-rem,1rem))/1.55 var(--mz-mono)}
.mz-diff .mz-number{width:1%;min-width:calc(2.25*var(--mz-rem,1rem));padding:0 calc(.5*var(--mz-rem,1rem));color:var(--mz-ink-soft);font-weight:400;text-align:end;vertical-align:top;user-select:none}
.mz-diff td{padding:0 calc(.75*var(--mz-rem,1rem)) 0 calc(.25*var(--mz-rem,1rem));white-space:pre}
.mz-diff .mz-number{white-space:nowrap}
.mz-diff table[data-split]{table-layout:fixed}
.mz-diff table[data-split] .mz-number{width:calc(3*var(--mz-rem,1rem))}
.mz-diff table[data-split] td{white-space:pre-wrap}
.mz-diff table[data-split] .mz-number:nth-of-type(3){border-inline-start:1px solid var(--mz-line)}
.mz-sign{display:inline-block;width:1.25em;color:var(--mz-ink-soft);text-align:center;user-select:none}
.mz-diff :is(tr,td)[data-kind=added]{background:light-dark(#e9f7ee,#17301f)}
.mz-diff :is(tr,td)[data-kind=removed]{background:light-dark(#fdeeec,#3a1f1e)}
.mz-diff td[data-kind=none]{background:var(--mz-sunken)}
.mz-diff mark{border-radius:calc(.1875*var(--mz-rem,1rem));color:inherit}
.mz-diff [data-kind=added] mark{background:light-dark(#b5e6c5,#2b6640)}
.mz-diff [data-kind=removed] mark{background:light-dark(#f8c9c4,#7d3733)}
.mz-diff tr[data-kind=skipped] td{padding:calc(.25*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem));background:var(--mz-sunken);color:var(--mz-ink-soft);font-family:var(--mz-font);font-size:var(--mz-text-small)}
.mz-file-tree{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(.75*var(--mz-rem,1rem))}
@container mz (min-width: 700px){.mz-file-tree[data-reads]{grid-template-columns:minmax(calc(11*var(--mz-rem,1rem)),calc(16*var(--mz-rem,1rem))) minmax(0,1fr)}
}
.mz-file-tree .mz-code{align-self:start;margin:0}
.mz-file-tree .mz-code pre{max-height:calc(26*var(--mz-rem,1rem))}
.mz-tree{overflow:auto;align-self:start;max-height:calc(28*var(--mz-rem,1rem));padding:calc(.25*var(--mz-rem,1rem));border:1px solid var(--mz-line);border-radius:var(--mz-radius-small);font-size:calc(.875*var(--mz-rem,1rem))}
.mz-tree>div{display:flex;align-items:center;gap:calc(.375*var(--mz-rem,1rem));min-height:calc(1.75*var(--mz-rem,1rem));padding-inline:calc(.375*var(--mz-rem,1rem));border-radius:calc(.375*var(--mz-rem,1rem));cursor:pointer}
.mz-tree>div:focus-visible{outline-offset:-2px}
.mz-tree>div:hover{background:var(--mz-hover)}
.mz-tree>[aria-selected=true]{background:var(--mz-accent-soft);font-weight:560}
.mz-tree .lucide{width:calc(.9375*var(--mz-rem,1rem));height:calc(.9375*var(--mz-rem,1rem));color:var(--mz-ink-soft)}
.mz-tree>[role=treeitem]:not([aria-expanded])>.lucide{margin-inline-start:calc(1.3125*var(--mz-rem,1rem))}
.mz-chevron-start{transition:rotate var(--mz-quick)}
.mz-tree>[aria-expanded=true]>.mz-chevron-start{rotate:90deg}
[dir=rtl] .mz-tree>[aria-expanded=true]>.mz-chevron-start{rotate:-90deg}
.mz-indent{width:calc(.9375*var(--mz-rem,1rem));flex:none}
.mz-file-status{margin-inline-start:auto;color:var(--mz-ink-soft);font-size:var(--mz-text-tiny)}
.mz-tree>[data-status=added] bdi{color:var(--mz-success)}
.mz-tree>[data-status=deleted] bdi{color:var(--mz-danger);text-decoration:line-through}
.mz-tree>[data-status=modified] bdi{color:var(--mz-warning)}
.mz-progress{display:grid;gap:calc(.375*var(--mz-rem,1rem))}
.mz-progress-head{display:flex;align-items:center;gap:calc(.5*var(--mz-rem,1rem));font-size:calc(.9375*var(--mz-rem,1rem))}
.mz-progress-head>.mz-muted{margin-inline-start:auto;font-variant-numeric:tabular-nums}
.mz-progress[data-status=done] .lucide{color:var(--mz-success)}
.mz-progress[data-status=failed] .lucide{color:var(--mz-danger)}
.mz-progress progress,.mz-page-head progress{width:100%;height:calc(.5*var(--mz-rem,1rem));overflow:hidden;border:0;border-radius:999px;background:var(--mz-hover);appearance:none}
.mz-page-head progress{height:calc(.25*var(--mz-rem,1rem))}
:is(.mz-progress,.mz-page-head) progress::-webkit-progress-bar{background:var(--mz-hover)}
:is(.mz-progress,.mz-page-head) progress::-webkit-progress-value{border-radius:999px;background:var(--mz-accent);transition:width .2s}
:is(.mz-progress,.mz-page-head) progress::-moz-progress-bar{border-radius:999px;background:var(--mz-accent)}
.mz-progress[data-status=done] progress::-webkit-progress-value{background:var(--mz-success)}
.mz-progress[data-status=done] progress::-moz-progress-bar{background:var(--mz-success)}
.mz-progress[data-status=failed] progress::-webkit-progress-value{background:var(--mz-danger)}
.mz-progress[data-status=running] progress:indeterminate{background:linear-gradient(90deg,var(--mz-hover) 30%,var(--mz-accent) 50%,var(--mz-hover) 70%) 0 / 250%;animation:mz-slide 1.6s linear infinite}
.mz-progress progress:indeterminate::-webkit-progress-bar{background:none}
@keyframes mz-slide{0%{background-position:100%}
to{background-position:-50%}
}
.mz-page-head{display:grid;gap:calc(.25*var(--mz-rem,1rem));border-radius:calc(.25*var(--mz-rem,1rem))}
.mz-page-head h3{margin-block-start:calc(.375*var(--mz-rem,1rem));font-size:calc(.9375*var(--mz-rem,1rem));font-weight:640}
.mz-steps{display:grid;padding:0;list-style:none}
.mz-steps>li{position:relative;display:grid;grid-template-columns:calc(1.75*var(--mz-rem,1rem)) minmax(0,1fr);gap:calc(.75*var(--mz-rem,1rem));padding-block-end:calc(1*var(--mz-rem,1rem))}
.mz-steps>li:last-child{padding-block-end:0}
.mz-steps>li:not(:last-child):before{position:absolute;inset-block:calc(1.875*var(--mz-rem,1rem)) calc(.125*var(--mz-rem,1rem));inset-inline-start:calc(calc(.875*var(--mz-rem,1rem)) - 1px);width:2px;border-radius:2px;background:var(--mz-line);content:""}
.mz-steps>li[data-status=done]:before{background:var(--mz-success)}
.mz-step-mark{display:grid;place-items:center;width:calc(1.75*var(--mz-rem,1rem));height:calc(1.75*var(--mz-rem,1rem));border:2px solid var(--mz-line-control);border-radius:50%;font-size:var(--mz-text-small);font-weight:640}
.mz-steps>[data-status=done]>.mz-step-mark{border-color:var(--mz-success);background:var(--mz-success);color:light-dark(#fff,#0d2b18)}
.mz-steps>[data-status=failed]>.mz-step-mark{border-color:var(--mz-danger);color:var(--mz-danger)}
.mz-steps>[data-status=current]>.mz-step-mark{border-color:var(--mz-accent);background:var(--mz-accent-soft);color:var(--mz-accent)}
.mz-step-title{padding-block-start:calc(.0625*var(--mz-rem,1rem));font-weight:560}
.mz-step-title>.mz-muted{font-weight:400}
.mz-steps>:is([data-status=pending],[data-status=skipped]) .mz-step-title{color:var(--mz-ink-soft)}
@media(forced-colors:active){.mz-option:has(:checked),.mz-data tbody tr[data-chosen],.mz-tree>[aria-selected=true]{outline:2px solid Highlight;outline-offset:-2px}
}`;
