// A film elsewhere: nothing of it is asked for until the reader starts it here. Without
// this the story holds a still and a link to where the film is.

const ALLOWED = "autoplay; encrypted-media; fullscreen; picture-in-picture";
// No forms, no top navigation, no pop-ups: what a player needs to play, and no more.
const SANDBOX = "allow-scripts allow-same-origin allow-presentation";

class EmbedFacade extends HTMLElement {
  connectedCallback() {
    this.link ??= this.querySelector("a");
    if (!this.link || this.querySelector("button, iframe")) return;
    const { host, title } = this.dataset;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "embed__play";
    button.textContent = `Play here: loads from ${host}`;
    button.setAttribute("aria-label", `${button.textContent}: ${title}`);
    button.addEventListener("click", () => this.play(button));
    this.link.replaceWith(button);
  }

  /** Put the player in the still's place, and the link where the button was. */
  play(button) {
    const frame = document.createElement("iframe");
    frame.className = "embed__player";
    frame.title = this.dataset.title;
    frame.width = 800;
    frame.height = 450;
    frame.allow = ALLOWED;
    frame.allowFullscreen = true;
    // Some players refuse a page that they know nothing of: the origin is all they get.
    frame.referrerPolicy = "strict-origin";
    frame.setAttribute("sandbox", SANDBOX);
    frame.src = this.dataset.src;
    this.querySelector(".embed__box").replaceChildren(frame);
    button.replaceWith(this.link);
    frame.focus();
  }
}

customElements.define("embed-facade", EmbedFacade);
