// Generated from ../home.css by npm run generate. Do not edit.
export const sheet = `.mz-home{flex:1;min-height:0;overflow-y:auto}
.mz-home-column{display:grid;gap:calc(2*var(--mz-rem,1rem));width:100%;max-width:calc(56*var(--mz-rem,1rem));margin-inline:auto;padding:clamp(calc(1*var(--mz-rem,1rem)),9vh,calc(6*var(--mz-rem,1rem))) var(--mz-edge) calc(3*var(--mz-rem,1rem))}
.mz-home header{position:relative;display:grid;justify-items:start;gap:calc(.25*var(--mz-rem,1rem))}
.mz-home header .mz-menu{margin-block-end:calc(.5*var(--mz-rem,1rem));margin-inline-start:calc(-.5*var(--mz-rem,1rem))}
.mz-home header .mz-mark{width:calc(2.25*var(--mz-rem,1rem));height:calc(2.25*var(--mz-rem,1rem));margin-bottom:calc(.75*var(--mz-rem,1rem))}
.mz-home h1{font-size:clamp(calc(1.5*var(--mz-rem,1rem)),calc(1.1*var(--mz-rem,1rem)) + 1.8vw,calc(2*var(--mz-rem,1rem)));font-weight:680;line-height:1.2;letter-spacing:-.022em}
.mz-home header p{font-size:var(--mz-text)}
.mz-home h2{margin-bottom:calc(.5*var(--mz-rem,1rem));color:var(--mz-ink-soft);font-size:var(--mz-text-small);font-weight:600}
.mz-cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(calc(16*var(--mz-rem,1rem)),100%),1fr));gap:calc(.875*var(--mz-rem,1rem));list-style:none}
.mz-workflow{position:relative;display:grid;grid-template-rows:auto auto 1fr;justify-items:start;gap:calc(.25*var(--mz-rem,1rem));width:100%;height:100%;min-height:calc(9.5*var(--mz-rem,1rem));padding:calc(1.125*var(--mz-rem,1rem));border:1px solid var(--mz-line);border-radius:var(--mz-radius-large);background:var(--mz-surface);text-align:start;transition:border-color var(--mz-quick),box-shadow var(--mz-quick),translate var(--mz-quick)}
.mz-workflow:hover{border-color:var(--mz-accent-line);box-shadow:var(--mz-shadow);translate:0 -1px}
.mz-workflow .mz-avatar{margin-bottom:calc(.5*var(--mz-rem,1rem))}
.mz-workflow-title{font-weight:640;letter-spacing:-.01em}
.mz-workflow .mz-muted{display:-webkit-box;overflow:hidden;line-height:1.5;-webkit-box-orient:vertical;-webkit-line-clamp:3}
.mz-workflow-go{position:absolute;inset-block-start:calc(1.25*var(--mz-rem,1rem));inset-inline-end:calc(1.125*var(--mz-rem,1rem));display:grid;color:var(--mz-ink-soft);transition:color var(--mz-quick),translate var(--mz-quick)}
.mz-workflow:hover .mz-workflow-go{color:var(--mz-accent);translate:2px 0}
.mz-recent{display:none}
.mz-sessions{display:grid;gap:calc(.125*var(--mz-rem,1rem));list-style:none}
.mz-session{position:relative;border-radius:var(--mz-radius-small)}
.mz-session a{display:grid;padding-block:calc(.4375*var(--mz-rem,1rem));padding-inline:calc(.625*var(--mz-rem,1rem));border-radius:inherit;color:inherit;line-height:1.35;text-decoration:none}
.mz-session a:hover,.mz-session a[aria-current]{background:var(--mz-hover)}
.mz-session-title{overflow:hidden;font-size:calc(.875*var(--mz-rem,1rem));text-overflow:ellipsis;white-space:nowrap}
.mz-session-facts{display:flex;gap:calc(.375*var(--mz-rem,1rem));min-width:0;font-size:var(--mz-text-tiny);white-space:nowrap}
.mz-session-title,.mz-session-preview{unicode-bidi:plaintext;text-align:start}
.mz-session-preview{overflow:hidden;min-width:0;text-overflow:ellipsis}
.mz-session-when:not(:last-child):after{content:" \\b7"}
.mz-session[data-status=running] .mz-session-when{color:var(--mz-accent)}
.mz-session[data-status=failed] .mz-session-when{color:var(--mz-danger)}
.mz-session-actions{position:absolute;inset-block-start:calc(.4375*var(--mz-rem,1rem));inset-inline-end:calc(.375*var(--mz-rem,1rem));display:flex;opacity:0}
.mz-session:is(:hover,:focus-within) .mz-session-actions{opacity:1}
.mz-session:is(:hover,:focus-within) a{padding-inline-end:calc(4.25*var(--mz-rem,1rem))}
.mz-delete[data-armed]{width:auto;padding-inline:calc(.5*var(--mz-rem,1rem));background:var(--mz-danger-soft);color:var(--mz-danger);font-size:var(--mz-text-tiny)}
@media(hover:none){.mz-session-actions{opacity:.8}
.mz-session a{padding-inline-end:calc(4.25*var(--mz-rem,1rem))}
}
.mz-rename{display:grid;gap:calc(.5*var(--mz-rem,1rem));padding:calc(.375*var(--mz-rem,1rem));border-radius:inherit;background:var(--mz-hover)}
.mz-rename input{width:100%;min-height:calc(2.25*var(--mz-rem,1rem));padding:calc(.25*var(--mz-rem,1rem)) calc(.625*var(--mz-rem,1rem));border:1px solid var(--mz-line-strong);border-radius:var(--mz-radius-small);background:var(--mz-surface);font-size:calc(.875*var(--mz-rem,1rem))}
.mz-rename .mz-actions{margin:0}
.mz-more{justify-self:start;margin:calc(.375*var(--mz-rem,1rem)) calc(.625*var(--mz-rem,1rem))}
.mz-none{padding-inline:calc(.625*var(--mz-rem,1rem))}
.mz-empty{display:grid;justify-items:center;gap:calc(.5*var(--mz-rem,1rem));padding:calc(3*var(--mz-rem,1rem)) calc(1.5*var(--mz-rem,1rem));border:1px dashed var(--mz-line);border-radius:var(--mz-radius-large);text-align:center}
.mz-empty .lucide{width:calc(2*var(--mz-rem,1rem));height:calc(2*var(--mz-rem,1rem));color:var(--mz-ink-soft)}
.mz-empty h2{margin:0;color:var(--mz-ink);font-size:calc(1.0625*var(--mz-rem,1rem))}
@container mz (max-width: 896px){.mz-recent{display:block}
.mz-home-column{padding-top:calc(.75*var(--mz-rem,1rem));gap:calc(1.5*var(--mz-rem,1rem))}
}`;
