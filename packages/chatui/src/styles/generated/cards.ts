// Generated from ../cards.css by npm run generate. Do not edit.
export const sheet = `.mz-card{border:1px solid var(--mz-line);border-radius:var(--mz-radius);background:var(--mz-surface)}
.mz-tool{width:fit-content;max-width:100%;font-size:var(--mz-text-small)}
.mz-tool[open]{width:100%}
.mz-tool.mz-indented{max-width:calc(100% - var(--mz-gutter))}
.mz-tool>summary,.mz-tool:not(details),.mz-small-card,.mz-coming{display:flex;align-items:center;flex-wrap:wrap;gap:calc(.25*var(--mz-rem,1rem)) calc(.5*var(--mz-rem,1rem));min-height:calc(2.25*var(--mz-rem,1rem));padding:calc(.375*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem))}
.mz-tool>summary{border-radius:inherit;cursor:pointer;list-style:none}
.mz-tool>summary::-webkit-details-marker{display:none}
.mz-tool>summary:hover{background:var(--mz-hover)}
.mz-tool-icon{display:grid;color:var(--mz-ink-soft)}
.mz-tool[data-status=running] .mz-tool-icon{color:var(--mz-accent)}
.mz-tool[data-status=ok] .mz-tool-icon{color:var(--mz-success)}
.mz-tool:is([data-status=error],[data-status=timeout]) .mz-tool-icon{color:var(--mz-danger)}
.mz-tool-name{font-weight:560}
.mz-tool-progress{display:inline-flex;align-items:center;gap:calc(.5*var(--mz-rem,1rem))}
.mz-tool-progress progress{width:calc(6*var(--mz-rem,1rem));height:calc(.375*var(--mz-rem,1rem));overflow:hidden;border:0;border-radius:999px;background:var(--mz-hover);accent-color:var(--mz-accent);appearance:none}
.mz-tool-progress progress::-webkit-progress-bar{background:var(--mz-hover)}
.mz-tool-progress progress::-webkit-progress-value{border-radius:999px;background:var(--mz-accent);transition:width .2s}
.mz-chevron{margin-inline-start:auto;color:var(--mz-ink-soft);transition:rotate var(--mz-quick)}
.mz-tool[open] .mz-chevron{rotate:90deg}
.mz-tool .mz-chevron:dir(rtl){scale:-1 1}
.mz-tool[open] .mz-chevron:dir(rtl){rotate:-90deg}
.mz-tool-details{display:grid;gap:calc(.75*var(--mz-rem,1rem));padding:calc(.75*var(--mz-rem,1rem));border-top:1px solid var(--mz-line)}
.mz-tool-details>div>dt{color:var(--mz-ink-soft);font-size:var(--mz-text-tiny)}
.mz-small-card{width:fit-content;max-width:100%;margin-inline-start:var(--mz-gutter);font-size:var(--mz-text-small)}
.mz-coming{width:fit-content;animation:mz-breathe 1.6s ease-in-out infinite}
.mz-coming>.mz-tool-details{flex-basis:100%}
.mz-structured{padding:calc(.875*var(--mz-rem,1rem)) calc(1*var(--mz-rem,1rem))}
.mz-fields{display:grid;gap:calc(.4375*var(--mz-rem,1rem))}
.mz-fields>div{display:grid;grid-template-columns:minmax(calc(6*var(--mz-rem,1rem)),calc(11*var(--mz-rem,1rem))) minmax(0,1fr);gap:calc(.125*var(--mz-rem,1rem)) calc(1*var(--mz-rem,1rem));align-items:baseline}
.mz-fields dt{color:var(--mz-ink-soft);font-size:var(--mz-text-small)}
.mz-fields dd{font-size:calc(.875*var(--mz-rem,1rem))}
.mz-fields .mz-fields{padding-inline-start:calc(.75*var(--mz-rem,1rem));border-inline-start:2px solid var(--mz-line)}
.mz-values{display:grid;gap:calc(.5*var(--mz-rem,1rem));padding-inline-start:calc(1.25*var(--mz-rem,1rem))}
.mz-values>li::marker{color:var(--mz-ink-soft)}
.mz-chips{display:flex;flex-wrap:wrap;gap:calc(.25*var(--mz-rem,1rem))}
.mz-chip{display:inline-flex;align-items:center;gap:calc(.25*var(--mz-rem,1rem));padding:calc(.0625*var(--mz-rem,1rem)) calc(.5625*var(--mz-rem,1rem));border-radius:999px;background:var(--mz-hover);font-size:var(--mz-text-small)}
.mz-request{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(.75*var(--mz-rem,1rem));max-width:calc(34*var(--mz-rem,1rem));padding:calc(1.125*var(--mz-rem,1rem))}
.mz-request[data-open]{border-color:var(--mz-accent-line);box-shadow:var(--mz-shadow);animation:mz-appear var(--mz-quick) ease-out}
.mz-request h2{font-size:calc(1*var(--mz-rem,1rem));font-weight:640;line-height:1.4;letter-spacing:-.01em}
.mz-request header{display:flex;align-items:center;flex-wrap:wrap;gap:calc(.25*var(--mz-rem,1rem)) calc(.5*var(--mz-rem,1rem))}
.mz-request>header>.lucide{color:var(--mz-accent)}
.mz-request[data-closed]{gap:calc(.5*var(--mz-rem,1rem));padding:calc(.75*var(--mz-rem,1rem)) calc(1*var(--mz-rem,1rem))}
.mz-request[data-closed] h2{font-size:calc(.875*var(--mz-rem,1rem))}
.mz-request[data-closed]>header>.lucide{color:var(--mz-ink-soft)}
.mz-request[data-status=answered]>header>.lucide{color:var(--mz-success)}
.mz-notice{display:flex;gap:calc(.75*var(--mz-rem,1rem));padding:calc(.875*var(--mz-rem,1rem)) calc(1*var(--mz-rem,1rem));border:1px solid var(--mz-line);border-radius:var(--mz-radius);background:var(--mz-surface)}
.mz-notice>.lucide{margin-top:calc(.1875*var(--mz-rem,1rem))}
.mz-notice>div{display:grid;justify-items:start;gap:calc(.125*var(--mz-rem,1rem));min-width:0}
.mz-notice strong{font-weight:640}
.mz-notice p{font-size:calc(.875*var(--mz-rem,1rem))}
.mz-notice>div>code{font:var(--mz-text-tiny) var(--mz-mono)}
.mz-notice[data-tone=danger]{border-color:var(--mz-danger-line);background:var(--mz-danger-soft)}
.mz-notice[data-tone=danger]>.lucide{color:var(--mz-danger)}
.mz-notice .mz-actions{margin-top:calc(.625*var(--mz-rem,1rem))}
@container mz (max-width: 480px){.mz-fields>div{grid-template-columns:minmax(0,1fr)}
}
.mz-artifact-link{display:flex;align-items:center;gap:calc(.75*var(--mz-rem,1rem));width:100%;max-width:calc(24*var(--mz-rem,1rem));min-height:calc(3.5*var(--mz-rem,1rem));padding:calc(.5*var(--mz-rem,1rem)) calc(.75*var(--mz-rem,1rem));text-align:start;transition:background var(--mz-quick),border-color var(--mz-quick)}
.mz-artifact-link:hover{background:var(--mz-hover)}
.mz-artifact-link[aria-current]{border-color:var(--mz-accent-line)}
.mz-artifact-link>.lucide{color:var(--mz-ink-soft)}
.mz-artifact-icon{display:grid;place-items:center;width:calc(2.25*var(--mz-rem,1rem));height:calc(2.25*var(--mz-rem,1rem));flex:none;border-radius:var(--mz-radius-small);background:var(--mz-accent-soft);color:var(--mz-accent)}
.mz-artifact-names{display:grid;flex:1;min-width:0}
.mz-artifact-names>*{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mz-artifact-names strong{font-size:calc(.875*var(--mz-rem,1rem));font-weight:600}
.mz-request :is(h2,p,dt,dd){unicode-bidi:plaintext}
.mz-request :is(h2,p,dt,dd):dir(rtl){text-align:right}
.mz-json{direction:ltr;text-align:start}`;
