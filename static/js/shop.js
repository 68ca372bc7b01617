/* What public pages cannot know: who reads them. Without this script every page still works. */
(() => {
  "use strict";
  const body = document.body;
  const toasts = document.querySelector("[data-messages]");
  const personal = () =>
    fetch(body.dataset.personal, { credentials: "same-origin", headers: { Accept: "application/json" } }).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });

  const showCount = (count) => {
    for (const mark of document.querySelectorAll("[data-count]")) {
      mark.textContent = count;
      mark.hidden = !count;
    }
  };

  // way: "basket" or "favourites", to show the way there; nothing for none.
  const tell = (text, level, way) => {
    const note = document.createElement("p");
    note.className = `notice notice-${level}`;
    const words = document.createElement("span");
    words.textContent = text;
    note.append(words);
    const link = way && document.querySelector(`template[data-${way}-link]`);
    if (link) note.append(link.content.cloneNode(true));
    toasts.replaceChildren(note);
  };

  // Hearts, cooperatives that are followed, goods that are waited for.
  const toggles = [...document.querySelectorAll("form[data-toggle]")];
  const press = (form, on) => form.querySelector("button").setAttribute("aria-pressed", on);
  for (const form of toggles) press(form, false);

  const fill = (mine) => {
    showCount(mine.count);
    for (const form of toggles) press(form, mine.pressed[form.dataset.toggle].includes(+form.dataset.id));
    if (mine.name) {
      for (const place of document.querySelectorAll("[data-name]")) {
        const name = document.createElement("bdi");
        name.textContent = mine.name;
        place.replaceChildren(name);
      }
    }
    for (const message of mine.messages) tell(message.text, message.level);
  };

  // The cookie says only that there is something to fetch. Private pages show their own messages.
  if (/(?:^|;\s*)here=1/.test(document.cookie)) personal().then(fill).catch(() => {});

  // Buttons of a quantity: shown only where they work.
  for (const box of document.querySelectorAll("[data-qty]")) {
    const input = box.querySelector("input");
    for (const button of box.querySelectorAll("[data-step]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        if (button.dataset.step > 0) input.stepUp();
        else input.stepDown();
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
  }

  const send = async (form, csrf, more = []) => {
    const answer = await fetch(form.action, {
      method: "POST",
      credentials: "same-origin",
      headers: { Accept: "application/json", "X-CSRFToken": csrf },
      body: new URLSearchParams([...new FormData(form), ...more]),
    });
    if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error(answer.status);
    return answer.json();
  };

  // Adding without leaving the page.
  const add = async (form) => {
    const { csrf } = await personal();
    const { ok, message, count } = await send(form, csrf);
    tell(message, ok ? "ok" : "error", ok && "basket");
    if (ok) showCount(count);
  };

  // A guest has favourites; for the rest she is led to a page of its own.
  const toggle = async (form) => {
    const kind = form.dataset.toggle;
    const on = form.querySelector("button").getAttribute("aria-pressed") !== "true";
    const { csrf, name } = await personal();
    if (kind !== "favourites" && !name) throw new Error("guest");
    const { ok, message } = await send(form, csrf, [["wanted", +on]]);
    tell(message, ok ? "ok" : "error", ok && kind === "favourites" && kind);
    if (ok) for (const other of toggles) if (other.action === form.action) press(other, on);
  };

  // Whatever fails, the form goes its ordinary way.
  for (const form of document.querySelectorAll("form[data-add], form[data-toggle]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = form.querySelector("button:not([type])");
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      (form.dataset.toggle ? toggle : add)(form)
        .catch(() => form.submit())
        .finally(() => button.removeAttribute("aria-busy"));
    });
  }

  // Thumbnails slide the frame and leave the page where it is; without this they are links to each picture.
  for (const gallery of document.querySelectorAll("[data-gallery]")) {
    const strip = gallery.querySelector("ul");
    const thumbs = [...gallery.querySelectorAll('a[href^="#"]')];
    const mark = () => {
      const place = Math.round(Math.abs(strip.scrollLeft) / strip.clientWidth);
      thumbs.forEach((thumb, index) => {
        if (index === place) thumb.setAttribute("aria-current", "true");
        else thumb.removeAttribute("aria-current");
      });
    };
    thumbs.forEach((thumb, index) =>
      thumb.addEventListener("click", (event) => {
        event.preventDefault();
        strip.children[index].scrollIntoView({ block: "nearest", inline: "center" });
      }),
    );
    strip.addEventListener("scroll", mark, { passive: true });
    mark();
  }

  // A picture opened large; without this it is a link to the same file.
  const lens = document.querySelector("[data-lens]");
  if (lens) {
    const links = [...document.querySelectorAll("a[data-large]")];
    const [pan, place, zoom] = ["[data-pan]", "[data-place]", "[data-zoom]"].map((name) => lens.querySelector(name));
    let at = 0;
    const enlarge = (on, x = 0.5, y = 0.5) => {
      lens.classList.toggle("lens-near", on);
      zoom.setAttribute("aria-pressed", on);
      pan.scrollTo(x * pan.scrollWidth - pan.clientWidth / 2, y * pan.scrollHeight - pan.clientHeight / 2);
      if (on) pan.focus();
    };
    const show = (index) => {
      at = (index + links.length) % links.length;
      const image = new Image();
      image.src = links[at].href;
      image.alt = links[at].querySelector("img").alt;
      pan.replaceChildren(image);
      place.textContent = links.length > 1 ? `${at + 1} / ${links.length}` : "";
      enlarge(false);
    };
    links.forEach((link, index) =>
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(index);
        lens.showModal();
      }),
    );
    lens.addEventListener("click", ({ target, clientX, clientY }) => {
      const near = lens.classList.contains("lens-near");
      const button = target.closest("button");
      if (button?.dataset.go) show(at + Number(button.dataset.go));
      else if (button === zoom) enlarge(!near);
      else if (target.matches("img")) {
        const box = target.getBoundingClientRect();
        enlarge(!near, (clientX - box.left) / box.width, (clientY - box.top) / box.height);
      } else if (button || target === pan) lens.close();
    });
    lens.addEventListener("keydown", ({ key }) => {
      const onward = getComputedStyle(lens).direction === "rtl" ? -1 : 1;
      // Near, the arrows move over the picture.
      if (links.length < 2 || lens.classList.contains("lens-near")) return;
      if (key === "ArrowRight") show(at + onward);
      if (key === "ArrowLeft") show(at - onward);
    });
    // The page shows the picture that was looked at last.
    lens.addEventListener("close", () => {
      links[at].scrollIntoView({ block: "nearest", inline: "center" });
      links[at].focus({ preventScroll: true });
    });
  }

  // Ways to share that need the script.
  for (const share of document.querySelectorAll("[data-share]")) {
    const offer = (name, able, act) => {
      const button = share.querySelector(`[data-${name}]`);
      button.parentElement.hidden = !able;
      button.addEventListener("click", () => act(button.dataset));
    };
    offer("copy", navigator.clipboard, (data) => navigator.clipboard.writeText(data.copy).then(() => tell(data.done, "ok")));
    offer("native", navigator.share, (data) => navigator.share({ title: share.dataset.share, url: data.native }).catch(() => {}));
  }

  // A form that must be sent once: the second click does nothing.
  for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
      (event.submitter ?? form.querySelector("button"))?.setAttribute("aria-busy", "true");
    });
  }
  // Coming back with the browser's button must not find the form locked, nor an old count.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-once]")) {
      delete form.dataset.sent;
      form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    }
    personal().then(fill).catch(() => {});
  });
})();
