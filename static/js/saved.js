// /saved/: the stories that this browser saved. Nothing is asked of the server.
import { asSaved, save, saved, unsave } from "./keeping.js";
import { make, offerFile, part, showState, shownDate } from "./kept-page.js";

const page = document.querySelector('[data-keeping="saved"]');
const zone = page.dataset.zone;

function savedItem({ headline, address, category, date }) {
  const link = make("a", { href: address, textContent: headline, dir: "auto" });
  const about = make("p", { className: "card__meta" });
  const published = new Date(date);
  const parts = [category, Number.isNaN(published.getTime()) ? "" : shownDate(published, zone)];
  parts.filter(Boolean).forEach((each, place) => about.append(place ? " · " : "", each));
  const button = make("button", { type: "button", textContent: "Remove" });
  button.setAttribute("aria-label", `Remove ${headline}`);
  button.addEventListener("click", () => unsave(address));
  const title = make("h2", { className: "card__headline" }, link);
  return make("li", { className: "card card--text" }, title, about, button);
}

function show() {
  const stories = saved();
  showState(page, !stories.length);
  part(page, "list").replaceChildren(...stories.map(savedItem));
}

offerFile(page, { name: "save", list: saved, as: asSaved, add: save });
addEventListener("kept", show);
show();
