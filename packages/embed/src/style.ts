/** The build makes it small. The class of the box around the frame is the mode. */
export const STYLE = `
  :host {
    display: block;
  }

  /* Nothing of it stands in the flow of the page. */
  :host([mode=bubble]),
  :host([mode=panel]) {
    display: contents;
  }

  :host([hidden]) {
    display: none;
  }

  div {
    color-scheme: light dark;
    height: var(--pug-chat-height,clamp(160px,var(--content,360px),720px));
  }

  iframe {
    width: 100%;
    height: 100%;
    border: 0;
  }

  button,
  .bubble,
  .panel {
    position: fixed;
    z-index: 2147483000;
    bottom: 0;
    inset-inline-end: 0;
    box-shadow: 0 2px 9px #0006;
  }

  /* Hidden, and not away: the chat goes on. */
  .bubble,
  .panel {
    box-sizing: border-box;
    width: 100vw;
    height: 100dvh;
    padding-top: 52px;
    background: Canvas;
    overflow: hidden;
    visibility: hidden;
    opacity: 0;
  }

  /* The icon is white on an accent of a lightness below 49.4, where both are seen equally well (WCAG 2.2, contrast), else black. */
  button {
    --accent:#8a5519;
    margin: 16px;
    padding: 12px;
    border: 0;
    border-radius: 50%;
    background: var(--accent);
    color: lab(from var(--accent) calc((49.4 - l) * 9999) 0 0);
  }

  /* What closes a panel, or a bubble that fills a small window, stands above the frame; a shadow would lie over that. */
  .panel + button,
  :host([open]) .bubble + button {
    top: 0;
    bottom: auto;
    margin: 2px;
    box-shadow: none;
  }

  .inline + button,
  :host(:not([open])) .panel + button {
    display: none;
  }

  svg {
    display: block;
    width: 24px;
    height: 24px;
    fill: currentColor;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linejoin: round;
  }

  button:not([data-n='0'])::after {
    content: attr(data-n);
    position: absolute;
    top: 0;
    inset-inline-end: 0;
    padding: 2px 6px;
    border-radius: 12px;
    background: #c00;
    color: #fff;
    font: 12px system-ui;
  }

  @media (width > 480px) and (height > 480px) {
    .bubble,
    .panel {
      width: 384px;
    }

    .bubble {
      height: min(576px, 100dvh - 96px);
      margin: 0 16px 80px;
      padding: 0;
      border-radius: 12px;
    }

    :host([open]) .bubble + button {
      top: auto;
      bottom: 0;
      margin: 16px;
    }
  }

  :host([open]) div {
    visibility: inherit;
    opacity: 1;
  }

  @media (prefers-reduced-motion: no-preference) {
    :host([open]) div {
      transition: opacity 120ms;
    }
  }
`;
