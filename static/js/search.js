/* Suggestions below the search box. Without this script the box leads to the search page all the same. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-suggest]");
  if (!form) return;
  const input = form.querySelector("input");
  const words = document.querySelector("[data-suggest-words]").dataset;
  const list = document.createElement("ul");
  const told = document.createElement("p");
  const PAUSE = 150; // milliseconds without a key before we ask
  let asking = null;
  let waiting = 0;
  let active = -1;

  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.label);
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  form.after(list, told);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  })) input.setAttribute(name, value);

  const mark = (place) => {
    active = place;
    [...list.children].forEach((line, index) => line.setAttribute("aria-selected", String(index === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
  };

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) mark(-1);
  };

  const line = ({ text, url, kind }, index) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const name = document.createElement("bdi");
    const sort = document.createElement("span");
    item.id = `suggestion-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    link.href = url;
    link.tabIndex = -1;
    name.textContent = text;
    sort.textContent = kind;
    link.append(name, sort);
    item.append(link);
    return item;
  };

  const ask = async () => {
    asking?.abort();
    const typed = input.value.trim();
    if (typed.length < 2) return show(false);
    asking = new AbortController();
    const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
    if (!answer.ok) return show(false);
    const { lines } = await answer.json();
    list.replaceChildren(...lines.map(line));
    told.textContent = lines.length === 1 ? words.one : lines.length ? `${words.many} ${lines.length}` : "";
    mark(-1);
    show(lines.length > 0 && document.activeElement === input);
  };

  // Suggestions that do not come are no fault to tell: the search itself still works.
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask().catch(() => show(false)), PAUSE);
  };

  input.addEventListener("input", later);
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      list.children[active].querySelector("a").click();
    }
  });
  // A press on a suggestion takes the focus from the box before it is a click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  input.addEventListener("blur", () => show(false));
})();
