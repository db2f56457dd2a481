// Suggestions under a search box while somebody types: the "Editable Combobox With List
// Autocomplete" of the ARIA Authoring Practices Guide. Without it the box is a form.
import { ownPath } from "./keeping.js";

const PAUSE = 120; // milliseconds without a key, before the server is asked
const KINDS = { hashtag: "Hashtags", author: "Authors", outlet: "Outlets", headline: "Headlines" };
const seen = new WeakSet();

/** Gives a search box its suggestions; once, however often it is entered. */
export async function suggestFor(input) {
  if (seen.has(input)) return;
  seen.add(input);
  await styled(input.form.dataset.styles);
  const box = new Suggestions(input);
  if (document.activeElement === input) box.typed();
}

/** Settled once the style sheet of suggestions is there; only the search page has it. */
function styled(href) {
  if (document.querySelector(`link[href="${CSS.escape(href)}"]`)) return null;
  const link = make("link", { rel: "stylesheet", href });
  document.head.append(link);
  return new Promise((done) => { link.onload = link.onerror = done; });
}

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

class Suggestions {
  constructor(input) {
    this.input = input;
    this.first = input.defaultValue.trim(); // what the page answers already
    this.options = [];
    this.active = -1;
    this.answers = new Map();
    this.list = make("div", { className: "suggestions", id: `${input.id}-list`, role: "listbox", ariaLabel: "Suggestions", hidden: true });
    this.told = make("p", { className: "visually-hidden", role: "status" });
    input.form.append(this.list, this.told);
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => this.close());
    input.form.addEventListener("submit", () => this.close());
    // A mouse leaves the keyboard where it is.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.clicked(event));
  }

  get open() {
    return !this.list.hidden;
  }

  /** Asks for what is typed now, unless more is typed meanwhile. */
  typed() {
    this.stop();
    const text = this.input.value.trim();
    if (!text || text === this.first) return this.close();
    this.first = null;
    this.timer = setTimeout(() => this.ask(text), PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  async ask(text) {
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      if (!this.answers.has(text)) {
        const address = `${this.input.form.dataset.suggestions}?q=${encodeURIComponent(text)}`;
        const answer = await fetch(address, { signal });
        if (!answer.ok) return this.close();
        this.answers.set(text, (await answer.json()).suggestions);
      }
      if (!signal.aborted && document.activeElement === this.input) this.show(this.answers.get(text));
    } catch {
      if (!signal.aborted) this.close(); // no connection: the form still works
    }
  }

  show(suggestions) {
    this.active = -1;
    this.options = [];
    const groups = Object.keys(KINDS).map((kind) => this.group(kind, suggestions)).filter(Boolean);
    this.list.replaceChildren(...groups);
    const number = this.options.length;
    this.told.textContent = number === 1 ? "1 suggestion" : `${number || "No"} suggestions`;
    this.list.hidden = !number;
    this.input.setAttribute("aria-expanded", this.open);
    this.input.removeAttribute("aria-activedescendant");
  }

  /** The suggestions of one kind under its name; null where there are none. */
  group(kind, suggestions) {
    const options = suggestions
      .filter((one) => one.kind === kind && ownPath(one.address))
      .map((one) => this.option(one));
    if (!options.length) return null;
    const name = make("div", { className: "suggestions__kind", id: `${this.list.id}-${kind}`, textContent: KINDS[kind] });
    name.setAttribute("role", "presentation");
    const group = make("div", { role: "group" }, name, ...options);
    group.setAttribute("aria-labelledby", name.id);
    return group;
  }

  option({ label, address }) {
    const option = make("div", { className: "suggestions__option", id: `${this.list.id}-${this.options.length}`, role: "option", ariaSelected: "false", dir: "auto", textContent: label });
    option.dataset.address = ownPath(address);
    this.options.push(option);
    return option;
  }

  close() {
    this.stop();
    this.list.hidden = true;
    this.told.textContent = "";
    this.choose(-1);
    this.input.setAttribute("aria-expanded", "false");
  }

  /** Makes that option the active one; -1 none, which is the words as they are typed. */
  choose(place) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const option = this.options[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    return this.input.setAttribute("aria-activedescendant", option.id);
  }

  pressed(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.move(step, event);
    else if (event.key === "Escape" && this.open) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      location.assign(this.options[this.active].dataset.address);
    }
  }

  /** One option on or back; before the first and after the last is none. */
  move(step, event) {
    event.preventDefault();
    if (!this.open) {
      const text = this.input.value.trim();
      return text ? this.ask(text) : null;
    }
    const places = this.options.length + 1;
    return this.choose(((this.active + 1 + step + places) % places) - 1);
  }

  clicked(event) {
    const address = event.target.closest("[role=option]")?.dataset.address;
    if (!address) return;
    if (event.ctrlKey || event.metaKey) open(address, "_blank", "noopener");
    else location.assign(address);
  }
}
