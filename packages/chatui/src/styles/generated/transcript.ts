// Generated from ../transcript.css by npm run generate. Do not edit.
export const sheet = `.mz-transcript{position:relative;flex:1;min-height:0}
.mz-transcript .mz-scroller{height:100%;overflow-y:auto;overscroll-behavior:contain;overflow-anchor:none;scrollbar-width:thin}
@container mz (min-width: 640px){.mz-transcript .mz-scroller{scrollbar-gutter:stable both-edges}
}
.mz-scroller:focus-visible{outline-offset:-2px}
.mz-items{padding-block:calc(1.5*var(--mz-rem,1rem)) calc(1.25*var(--mz-rem,1rem))}
.mz-item{display:flow-root;padding-block-end:calc(.625*var(--mz-rem,1rem));border-radius:var(--mz-radius-small);outline-offset:2px}
.mz-item:focus:not(:focus-visible){outline:none}
.mz-welcome{display:grid;justify-items:center;gap:calc(.25*var(--mz-rem,1rem));padding-block:clamp(calc(1*var(--mz-rem,1rem)),18vh,calc(10*var(--mz-rem,1rem))) calc(1*var(--mz-rem,1rem));text-align:center;text-wrap:balance}
.mz-welcome .mz-avatar{width:calc(3*var(--mz-rem,1rem));height:calc(3*var(--mz-rem,1rem));margin-bottom:calc(.75*var(--mz-rem,1rem));border-radius:calc(.875*var(--mz-rem,1rem));font-size:calc(1.375*var(--mz-rem,1rem))}
.mz-welcome h2{font-size:calc(1.25*var(--mz-rem,1rem));font-weight:660;letter-spacing:-.015em}
.mz-welcome p{font-size:calc(.875*var(--mz-rem,1rem))}
.mz-indented{margin-inline-start:var(--mz-gutter)}
.mz-earlier{display:flex;margin:0 auto calc(1*var(--mz-rem,1rem))}
.mz-jump{position:absolute;inset:auto 0 calc(.75*var(--mz-rem,1rem));z-index:1;width:max-content;margin-inline:auto;border-radius:999px;background:var(--mz-surface);box-shadow:var(--mz-shadow);animation:mz-appear var(--mz-quick) ease-out}
.mz-turn{position:relative;min-width:0;padding-inline-start:var(--mz-gutter)}
.mz-turn[data-leads]{margin-top:calc(.875*var(--mz-rem,1rem))}
.mz-turn>.mz-avatar{position:absolute;inset-block-start:0;inset-inline-start:0}
.mz-author{margin-bottom:calc(.125*var(--mz-rem,1rem));font-size:var(--mz-text-small);font-weight:640;line-height:calc(1.75*var(--mz-rem,1rem))}
.mz-turn-body{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(.5*var(--mz-rem,1rem))}
.mz-message-actions{position:absolute;inset-block-start:calc(-.125*var(--mz-rem,1rem));inset-inline-end:0;display:flex;align-items:center;border-radius:var(--mz-radius-small);background:var(--mz-canvas);opacity:0;transition:opacity var(--mz-quick)}
.mz-user>.mz-message-actions{position:static;margin-block:calc(-.125*var(--mz-rem,1rem)) calc(-1*var(--mz-rem,1rem))}
.mz-turn-body>.mz-message-actions{position:static;flex-wrap:wrap;min-height:calc(1.75*var(--mz-rem,1rem));margin-block:calc(-.25*var(--mz-rem,1rem)) calc(-.5*var(--mz-rem,1rem));margin-inline-start:calc(-.4375*var(--mz-rem,1rem))}
@media(hover:none){.mz-message-actions{opacity:.75}
}
.mz-item:is(:hover,:focus) .mz-message-actions,.mz-live>.mz-item:last-of-type .mz-turn-body>.mz-message-actions,.mz-message-actions[data-kept],.mz-message-actions:focus-within{opacity:1}
.mz-message-actions [aria-pressed=true]{color:var(--mz-accent)}
.mz-message-actions [aria-pressed=true] .lucide{fill:var(--mz-accent-soft)}
.mz-feedback,.mz-edit{display:grid;gap:calc(.5*var(--mz-rem,1rem));flex:1 0 100%;width:100%;max-width:calc(34*var(--mz-rem,1rem));padding:calc(.75*var(--mz-rem,1rem));border:1px solid var(--mz-line);border-radius:var(--mz-radius);background:var(--mz-surface);text-align:start}
.mz-feedback input,.mz-edit textarea{width:100%;padding:calc(.4375*var(--mz-rem,1rem)) calc(.625*var(--mz-rem,1rem));border:1px solid var(--mz-line-strong);border-radius:var(--mz-radius-small);background:var(--mz-surface);font-size:max(calc(1*var(--mz-rem,1rem)),var(--mz-text));resize:none;field-sizing:content}
.mz-edit textarea{max-height:min(calc(16*var(--mz-rem,1rem)),40dvh)}
.mz-row-coming{height:calc(2.375*var(--mz-rem,1rem));margin-inline-start:var(--mz-gutter);opacity:.5}
.mz-prose>p+p{margin-top:.75em}
.mz-aside{display:flex;align-items:center;gap:calc(.375*var(--mz-rem,1rem))}
.mz-avatar{display:inline-grid;place-items:center;width:calc(1.875*var(--mz-rem,1rem));height:calc(1.875*var(--mz-rem,1rem));flex:none;overflow:hidden;border-radius:calc(.5625*var(--mz-rem,1rem));background:light-dark(hsl(var(--mz-hue) 60% 91%),hsl(var(--mz-hue) 32% 26%));color:light-dark(hsl(var(--mz-hue) 62% 30%),hsl(var(--mz-hue) 70% 84%));font-size:calc(.875*var(--mz-rem,1rem));font-weight:680;line-height:1}
.mz-avatar img{width:100%;height:100%;object-fit:cover}
.mz-avatar[data-hue="0"]{--mz-hue: 245}
.mz-avatar[data-hue="1"]{--mz-hue: 160}
.mz-avatar[data-hue="2"]{--mz-hue: 25}
.mz-avatar[data-hue="3"]{--mz-hue: 200}
.mz-avatar[data-hue="4"]{--mz-hue: 325}
.mz-avatar[data-hue="5"]{--mz-hue: 45}
.mz-avatar[data-hue="6"]{--mz-hue: 270}
.mz-avatar[data-hue="7"]{--mz-hue: 180}
.mz-avatar[data-hue="8"]{--mz-hue: 5}
.mz-avatar[data-hue="9"]{--mz-hue: 220}
.mz-avatar[data-hue="10"]{--mz-hue: 295}
.mz-avatar[data-hue="11"]{--mz-hue: 130}
@container mz (max-width: 480px){.mz-turn>.mz-avatar{width:calc(1.5*var(--mz-rem,1rem));height:calc(1.5*var(--mz-rem,1rem));font-size:calc(.75*var(--mz-rem,1rem))}
.mz-turn>.mz-author{padding-inline-start:calc(2*var(--mz-rem,1rem));line-height:calc(1.5*var(--mz-rem,1rem))}
}
.mz-user{display:grid;justify-items:end;gap:calc(.25*var(--mz-rem,1rem));margin-block:calc(.75*var(--mz-rem,1rem)) calc(.25*var(--mz-rem,1rem));padding-inline-start:clamp(calc(1.5*var(--mz-rem,1rem)),14%,calc(8*var(--mz-rem,1rem)));text-align:end}
.mz-bubble{max-width:100%;padding:calc(.5625*var(--mz-rem,1rem)) calc(.9375*var(--mz-rem,1rem));border-radius:var(--mz-radius-large);border-end-end-radius:calc(.375*var(--mz-rem,1rem));background:var(--mz-accent-soft);text-align:start;white-space:pre-wrap}
.mz-user[data-state=queued] .mz-bubble,.mz-user[data-state=failed] .mz-bubble{opacity:.65}
.mz-line{display:flex;align-items:baseline;gap:calc(.5*var(--mz-rem,1rem));margin-block:calc(.375*var(--mz-rem,1rem)) 0;color:var(--mz-ink-soft);font-size:var(--mz-text-small)}
.mz-line .lucide{align-self:center;width:calc(1*var(--mz-rem,1rem));height:calc(1*var(--mz-rem,1rem))}
.mz-line b{font-weight:600}
.mz-dot{width:calc(.375*var(--mz-rem,1rem));height:calc(.375*var(--mz-rem,1rem));flex:none;align-self:center;border-radius:50%;background:var(--mz-line-strong)}
.mz-line[data-level=warning] .mz-dot{background:var(--mz-warning)}
.mz-divider{display:flex;align-items:center;gap:calc(.75*var(--mz-rem,1rem));margin-block:calc(.75*var(--mz-rem,1rem)) calc(.25*var(--mz-rem,1rem));color:var(--mz-ink-soft);font-size:var(--mz-text-tiny)}
.mz-divider:before,.mz-divider:after{content:"";flex:1;border-top:1px solid var(--mz-line)}
.mz-thinking{display:flex;align-items:center;gap:calc(.625*var(--mz-rem,1rem));min-height:calc(1.875*var(--mz-rem,1rem))}
.mz-dots{display:inline-flex;gap:calc(.25*var(--mz-rem,1rem))}
.mz-dots i{width:calc(.375*var(--mz-rem,1rem));height:calc(.375*var(--mz-rem,1rem));border-radius:50%;background:var(--mz-accent);animation:mz-breathe 1.1s ease-in-out infinite}
.mz-dots i:nth-child(2){animation-delay:.16s}
.mz-dots i:nth-child(3){animation-delay:.32s}
@container mz (max-width: 480px){.mz-thinking>.mz-avatar{position:static}
}
.mz-refusal>.mz-link{margin-inline-start:calc(.5*var(--mz-rem,1rem))}`;
