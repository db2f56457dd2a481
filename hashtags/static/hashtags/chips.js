/**
 * <hashtag-chips> turns its text input ("#NATO, #Macron") into chips with suggestions.
 *
 * The input keeps its id, so the label still names it; a hidden input takes over its
 * name and value. The value changes only when a chip does, never while typing: Wagtail
 * saves drafts by itself, and half a word must not become a hashtag.
 *
 * Enter, Tab, comma, leaving the field and submitting make a chip of what is typed.
 * Chips move by dragging, by Alt+Left/Right, or by pressing one and then another.
 */
const SEPARATORS = ",;\\n\\r，、،；؛";
const SEPARATOR = new RegExp(`[${SEPARATORS}]`);
// The same split as hashtags/folding.py: parse().
const BETWEEN_HASHTAGS = new RegExp(
  `[${SEPARATORS}]|\\s+(?=[#＃])|(?<=[^\\s#＃])(?=[#＃][^\\s#＃${SEPARATORS}])`,
);

function nameOf(piece) {
  const words = piece.trim().replace(/^[#＃]+/, "").trim().split(/\s+/);
  if (words.length === 1) return words[0];
  return words.map((word) => word.replace(/^./u, (c) => c.toUpperCase())).join("");
}

const parse = (text) => text.split(BETWEEN_HASHTAGS).map(nameOf).filter(Boolean);

/** Near enough to fold() in Python to notice a repeated hashtag; the server decides. */
const fold = (name) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, "")
    .normalize("NFC");

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.textContent = text;
  return element;
}

class HashtagChips extends HTMLElement {
  #names = [];
  #offered = [];
  #highlighted = -1;
  #held = null;
  #box;
  #hidden;
  #chips;
  #listbox;
  #status;
  #form;
  #asking;
  #keepTyped = () => this.#add(this.#box.value);

  connectedCallback() {
    if (!this.#box) this.#build();
    this.#form = this.closest("form");
    this.#form?.addEventListener("submit", this.#keepTyped, true);
  }

  disconnectedCallback() {
    this.#form?.removeEventListener("submit", this.#keepTyped, true);
  }

  #build() {
    const box = (this.#box = this.querySelector("input:not([type=hidden])"));
    const { name, value, required } = box;
    // A copy of an element that was built already brings its hidden input.
    this.#hidden =
      this.querySelector("input[type=hidden]") ?? make("input", { type: "hidden", name, value });
    this.#chips = make("ul", {
      class: "hashtag-chips__list",
      role: "list",
      "aria-label": "Chosen hashtags",
    });
    this.#listbox = make("ul", {
      class: "hashtag-chips__options",
      id: `${box.id}-options`,
      role: "listbox",
      "aria-label": "Suggested hashtags",
      hidden: "",
    });
    this.#status = make("span", { class: "w-sr-only", role: "status" });
    box.removeAttribute("name");
    box.value = "";
    box.required = false; // the hidden input may be filled while the box is empty
    setAttributes(box, {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": this.#listbox.id,
      "aria-expanded": "false",
      "aria-required": required,
    });
    box.addEventListener("keydown", (event) => this.#onKey(event));
    box.addEventListener("input", (event) => this.#onInput(event));
    box.addEventListener("paste", (event) => this.#onPaste(event));
    box.addEventListener("blur", this.#keepTyped);
    this.replaceChildren(this.#chips, box, this.#listbox, this.#status, this.#hidden);
    this.#names = parse(this.#hidden.value);
    this.#render();
  }

  #onKey(event) {
    if (event.isComposing) return;
    const { key, shiftKey } = event;
    const typed = this.#box.value.trim();
    if (key === "Enter") {
      this.#add(this.#offered[this.#highlighted]?.name ?? typed);
    } else if (key === "Tab" && !shiftKey && typed) {
      this.#add(typed);
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      this.#highlight(this.#highlighted + (key === "ArrowDown" ? 1 : -1));
    } else if (key === "Escape" && !this.#listbox.hidden) {
      this.#offer([]);
    } else if (key === "Backspace" && !this.#box.value && this.#names.length) {
      this.#remove(this.#names.length - 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #onInput(event) {
    if (event.isComposing) return;
    if (SEPARATOR.test(this.#box.value)) return this.#add(this.#box.value);
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => this.#suggest(), 150);
  }

  #onPaste(event) {
    const text = event.clipboardData.getData("text");
    if (parse(text).length < 2) return;
    event.preventDefault();
    this.#add(this.#box.value + text);
  }

  async #suggest() {
    const typed = this.#box.value;
    const [name] = parse(typed);
    if (!name) return this.#offer([]);
    let known = [];
    try {
      const query = new URLSearchParams({ q: name });
      const response = await fetch(`${this.dataset.suggestUrl}?${query}`);
      if (response.ok) known = await response.json();
    } catch {
      // Offline or signed out: what is typed can still be chosen.
    }
    if (typed !== this.#box.value) return;
    const isKnown = known.some((hashtag) =>
      [hashtag.name, hashtag.found_as ?? ""].map(fold).includes(fold(name)),
    );
    this.#offer(isKnown ? known : [{ name, isNew: true }, ...known]);
  }

  #offer(hashtags) {
    this.#offered = hashtags;
    this.#listbox.replaceChildren(
      ...hashtags.map(({ name, isNew }, index) => {
        const text = `#${name}${isNew ? " (new)" : ""}`;
        const id = `${this.#listbox.id}-${index}`;
        const option = make("li", { class: "hashtag-chips__option", id, role: "option" }, text);
        option.addEventListener("mousedown", (event) => {
          event.preventDefault(); // the box keeps the focus
          this.#add(name);
        });
        return option;
      }),
    );
    this.#listbox.hidden = !hashtags.length;
    this.#box.setAttribute("aria-expanded", !this.#listbox.hidden);
    this.#highlight(-1);
  }

  #highlight(index) {
    const options = [...this.#listbox.children];
    if (index < -1) index = options.length - 1;
    this.#highlighted = index < options.length ? index : -1;
    const chosen = options[this.#highlighted];
    for (const option of options) option.setAttribute("aria-selected", option === chosen);
    if (!chosen) return this.#box.removeAttribute("aria-activedescendant");
    this.#box.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  /** Make chips of some text, as if it had been typed; says what was added. */
  add(text) {
    this.#add(text);
  }

  #add(text) {
    const names = [...this.#names];
    const repeated = [];
    for (const typed of parse(text)) {
      const same = (name) => fold(name) === fold(typed);
      const name = this.#offered.find((hashtag) => same(hashtag.name))?.name ?? typed;
      if (names.some(same)) repeated.push(names.findIndex(same));
      else names.push(name);
    }
    clearTimeout(this.#asking);
    this.#box.value = "";
    this.#offer([]);
    const added = names.slice(this.#names.length).map((name) => `#${name}`);
    if (added.length) this.#change(names, `Added ${added.join(", ")}`);
    for (const index of repeated) this.#flash(index);
  }

  #remove(index) {
    this.#change(this.#names.toSpliced(index, 1), `Removed #${this.#names[index]}`);
    this.#box.focus();
  }

  #move(from, to) {
    if (from === to || to < 0 || to >= this.#names.length) return;
    const name = this.#names[from];
    const names = this.#names.toSpliced(from, 1).toSpliced(to, 0, name);
    this.#change(names, `#${name} is now ${to + 1} of ${names.length}`);
    this.#chips.children[to].firstElementChild.focus();
  }

  #change(names, said) {
    this.#names = names;
    this.#hidden.value = names.map((name) => `#${name}`).join(", ");
    this.#render();
    this.#status.textContent = said;
    for (const type of ["input", "change"]) {
      this.#hidden.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }

  #flash(index) {
    const chip = this.#chips.children[index];
    chip.classList.remove("hashtag-chips__chip--repeated");
    void chip.offsetWidth; // restarts the animation
    chip.classList.add("hashtag-chips__chip--repeated");
    this.#status.textContent = `#${this.#names[index]} is there already`;
  }

  #render() {
    this.#held = null;
    const chips = this.#names.map((name, index) => this.#chip(name, index));
    this.#chips.replaceChildren(...chips);
  }

  #chip(name, index) {
    const chip = make("li", { class: "hashtag-chips__chip", draggable: "true" });
    const label = make(
      "span",
      {
        class: "hashtag-chips__name",
        role: "button", // a real button cannot be dragged in Firefox
        tabindex: "0",
        title: "Alt+← and Alt+→ move it; or press it, then press the place it should take",
        "aria-pressed": "false",
        "aria-keyshortcuts": "Alt+ArrowLeft Alt+ArrowRight",
      },
      `#${name}`,
    );
    const remove = make(
      "button",
      { class: "hashtag-chips__remove", type: "button", "aria-label": `Remove #${name}` },
      "×",
    );
    remove.addEventListener("click", () => this.#remove(index));
    label.addEventListener("click", () => this.#press(index, label));
    label.addEventListener("keydown", (event) => {
      if (event.altKey && event.key === "ArrowLeft") this.#move(index, index - 1);
      else if (event.altKey && event.key === "ArrowRight") this.#move(index, index + 1);
      else if (event.key === "Enter" || event.key === " ") this.#press(index, label);
      else if (event.key === "Delete" || event.key === "Backspace") this.#remove(index);
      else return;
      event.preventDefault();
    });
    chip.addEventListener("dragstart", (event) => {
      this.#held = index;
      event.dataTransfer.setData("text/plain", `#${name}`);
    });
    chip.addEventListener("dragend", () => (this.#held = null));
    chip.addEventListener("dragover", (event) => {
      if (this.#held !== null) event.preventDefault();
    });
    chip.addEventListener("drop", (event) => {
      event.preventDefault();
      if (this.#held !== null) this.#move(this.#held, index);
    });
    chip.append(label, remove);
    return chip;
  }

  /** The first chip pressed is picked up; the next one gives it its place. */
  #press(index, label) {
    if (this.#held !== null && this.#held !== index) return this.#move(this.#held, index);
    this.#held = this.#held === index ? null : index;
    label.setAttribute("aria-pressed", this.#held === index);
  }
}

customElements.define("hashtag-chips", HashtagChips);
