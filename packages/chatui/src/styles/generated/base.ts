// Generated from ../base.css by npm run generate. Do not edit.
export const sheet = `.mz-root{background:var(--mz-canvas);color:var(--mz-ink);font:var(--mz-text) / var(--mz-leading) var(--mz-font);-webkit-font-smoothing:antialiased;text-rendering:optimizeLegibility;overflow-wrap:anywhere}
.mz-frame{container:mz / inline-size;height:100%;min-height:0}
:where(.mz-root) :where(*,*:before,*:after){box-sizing:border-box}
:where(.mz-root) :where(h1,h2,h3,p,ul,ol,dl,dd,figure,fieldset){margin:0;padding:0}
:where(.mz-root) :where(fieldset){border:0;min-width:0}
:where(.mz-root) :where(button,input,textarea,select){font:inherit;color:inherit}
:where(.mz-root) :where(button){cursor:pointer}
:where(.mz-root) :where(button:disabled){cursor:default}
:where(.mz-root) :focus-visible{outline:2px solid var(--mz-accent);outline-offset:2px}
.mz-root ::selection{background:var(--mz-accent-line)}
.lucide{width:1.125em;height:1.125em;flex:none}
.mz-muted{color:var(--mz-ink-soft);font-size:var(--mz-text-small)}
.mz-mono{font-family:var(--mz-mono);font-size:var(--mz-text-small)}
.mz-text{white-space:pre-wrap}
.mz-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.mz-spinner{display:inline-block;width:1em;height:1em;flex:none;border:2px solid color-mix(in srgb,currentcolor 25%,transparent);border-top-color:currentcolor;border-radius:50%;animation:mz-turn .8s linear infinite}
@keyframes mz-turn{to{rotate:1turn}
}
@keyframes mz-appear{0%{opacity:0;translate:0 calc(.25*var(--mz-rem,1rem))}
}
@keyframes mz-breathe{50%{opacity:.45}
}
@media(prefers-reduced-motion:reduce){.mz-root *,.mz-root *:before,.mz-root *:after{animation:none!important;transition:none!important;scroll-behavior:auto!important}
.mz-spinner,.mz-dots i{animation:mz-breathe 2s ease-in-out infinite!important}
}`;
