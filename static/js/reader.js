// What a browser adds to pages that are complete without it: the theme switch, following
// and saving, and the rest of the share menu. One small module, so that a page asks once.
import {
  follow, isFollowed, isSaved, remember, remembered, save, unfollow, unsave,
} from "./keeping.js";

/** An element with properties and children, its text set as text. */
function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.system = matchMedia("(prefers-color-scheme: dark)");
    this.button = make("button", { type: "button" });
    this.button.addEventListener("click", () => this.change());
    this.system.addEventListener("change", () => this.show());
    this.replaceChildren(this.button);
    this.show();
  }

  get dark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : this.system.matches;
  }

  change() {
    const theme = this.dark ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    remember("theme", theme);
    this.show();
  }

  show() {
    this.button.textContent = this.dark ? "Light" : "Dark";
    this.button.setAttribute("aria-label", this.dark ? "Light theme" : "Dark theme");
  }
}

/** A button that keeps something in this browser, pressed while it is kept. */
class KeepButton extends HTMLElement {
  connectedCallback() {
    this.button = make("button", { type: "button" });
    this.button.addEventListener("click", () => {
      const changed = this.kept ? this.drop() : this.keep();
      if (!changed) this.refused();
    });
    this.replaceChildren(this.button);
    addEventListener("kept", this);
    this.handleEvent();
  }

  disconnectedCallback() {
    removeEventListener("kept", this);
  }

  handleEvent() {
    const [verb, done, name] = this.words;
    const text = this.kept ? done : verb;
    this.button.textContent = text;
    this.button.setAttribute("aria-label", `${text} ${name}`);
    this.button.setAttribute("aria-pressed", this.kept);
    if (this.dataset.name) this.button.append(" ", make("bdi", { textContent: this.dataset.name }));
  }

  refused() {
    this.button.textContent = "This browser keeps nothing for us";
    this.button.removeAttribute("aria-label");
  }
}

class FollowButton extends KeepButton {
  words = ["Follow", "Following", this.dataset.name];

  get kept() {
    return isFollowed(this.dataset.address);
  }

  keep() {
    return follow({ ...this.dataset });
  }

  drop() {
    return unfollow(this.dataset.address);
  }
}

class SaveButton extends KeepButton {
  words = ["Save", "Saved", "this story"];

  get kept() {
    return isSaved(this.dataset.address);
  }

  keep() {
    return save({ ...this.dataset });
  }

  drop() {
    return unsave(this.dataset.address);
  }
}

class ShareMenu extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.list = this.querySelector("ul");
    this.told = make("p", { className: "visually-hidden", role: "status" });
    this.append(this.told);
    const server = remembered("mastodon");
    this.offer("Mastodon", () => (server ? this.post(server) : this.askForServer()));
    if (server) this.offer("Mastodon, on another server", () => this.askForServer());
    this.offer("Copy link", (button) => this.copy(button));
    if (navigator.share) this.offer("Share with …", () => this.toSystem());
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.details.open) {
        this.details.open = false;
        this.details.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (!this.contains(event.target)) this.details.open = false;
    });
  }

  offer(label, act) {
    const button = make("button", { type: "button", textContent: label });
    button.addEventListener("click", () => act(button));
    this.list.append(make("li", {}, button));
  }

  async copy(button) {
    try {
      await navigator.clipboard.writeText(this.dataset.address);
      button.textContent = this.told.textContent = "Link copied";
    } catch {
      button.after(make("p", { textContent: this.dataset.address }));
    }
  }

  toSystem() {
    const { title, address } = this.dataset;
    navigator.share({ title, url: address }).catch(() => { /* the reader closed it */ });
  }

  /** Asked once: which server a reader's account is on is nobody's business but theirs. */
  askForServer() {
    if (this.form) return;
    const server = make("input", { name: "server", placeholder: "mastodon.social", required: true });
    server.autocapitalize = "none";
    this.form = make(
      "form",
      {},
      make("label", {}, "Your Mastodon server, kept in this browser", server),
      make("button", { textContent: "Go to it" }),
    );
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const host = hostOf(server.value);
      server.setCustomValidity(host ? "" : "Write the server's name, such as mastodon.social");
      if (!host) return server.reportValidity();
      remember("mastodon", host);
      return this.post(host);
    });
    server.addEventListener("input", () => server.setCustomValidity(""));
    this.list.append(make("li", {}, this.form));
    server.focus();
  }

  post(server) {
    const text = `${this.dataset.text} ${this.dataset.address}`;
    open(`https://${server}/share?text=${encodeURIComponent(text)}`, "_blank", "noopener");
  }
}

/** 'mastodon.social' of whatever a reader wrote for it: '@ada@mastodon.social'; else ''. */
function hostOf(written) {
  const name = written.trim().replace(/^https?:\/\//, "").split("/")[0].split("@").pop();
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name) ? name.toLowerCase() : "";
}

// On a phone the menu is wider than the screen: show where we are.
document.querySelector(".category-menu [aria-current]")
  ?.scrollIntoView({ inline: "center", block: "nearest" });

// What is suggested under a search box is loaded once somebody is in one.
const suggestIn = async ({ target }) => {
  if (!target.matches?.("form[data-suggestions] [name=q]")) return;
  const { suggestFor } = await import("./suggest.js");
  suggestFor(target);
};
document.addEventListener("focusin", suggestIn);
if (document.activeElement) suggestIn({ target: document.activeElement });

customElements.define("theme-switch", ThemeSwitch);
customElements.define("follow-button", FollowButton);
customElements.define("save-button", SaveButton);
customElements.define("share-menu", ShareMenu);

// From a reader's second page on there is one of our own where the connection is not.
// Who reads only one need not load what that takes.
if (document.referrer.startsWith(`${location.origin}/`)) {
  navigator.serviceWorker?.register("/sw.js").catch(() => { /* refused: so be it */ });
}
