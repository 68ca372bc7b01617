/* The shop on a telephone's home screen, and without a network. Without this script every page still works. */
(() => {
  "use strict";
  const root = document.documentElement;
  const words = document.querySelector("template[data-offline]");
  const format = new Intl.DateTimeFormat({ ar: "ar-MA", en: "en-GB" }[root.lang] || "fr-MA", {
    day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Africa/Casablanca",
  });
  // Older browsers, and plain http elsewhere than at home, have no such thing; a failure is tried again next time.
  if (navigator.serviceWorker) {
    addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
  }

  // Put on the page by the worker (templates/storefront/worker.js) when it had to answer for the network.
  const kept = root.dataset.kept;
  const shown = [];
  const show = () => {
    const away = Boolean(kept) || !navigator.onLine;
    for (const form of document.querySelectorAll("form[data-add]")) form.querySelector("button:not([type])").disabled = away;
    for (const one of shown.splice(0)) one.remove();
    if (!away || !words || document.querySelector("[data-kept-list]")) return;
    const [note, adding] = words.content.cloneNode(true).children;
    note.querySelector("[data-moment]").textContent = format.format(Number(kept) || performance.timeOrigin);
    document.querySelector("main").prepend(note);
    shown.push(note);
    for (const form of document.querySelectorAll("form[data-add]")) {
      shown.push(adding.cloneNode(true));
      form.after(shown.at(-1));
    }
  };
  addEventListener("offline", show);
  // What is sent now would be lost with the page: it stays as it was typed, and the reader is told.
  const hold = (event) => {
    if (navigator.onLine || event.target.getAttribute("method") !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    show();
    document.querySelector(".offline-note")?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("submit", hold, true);
  // What was kept is old: it is asked for again once the market answers, which a telephone's "online" only hopes for.
  const again = async () => {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (answer && answer.status < 500) location.reload();
  };
  addEventListener("online", () => (kept ? again() : show()));
  show();

  // The page for no network: what can be read meanwhile, the newest first.
  const list = document.querySelector("[data-kept-list]");
  const fill = async () => {
    const name = (await caches.keys()).find((one) => one.startsWith("pages-"));
    const cache = name && (await caches.open(name));
    for (const request of cache ? (await cache.keys()).reverse() : []) {
      const url = new URL(request.url);
      if (!url.pathname.startsWith(`/${root.lang}/`) || url.pathname.endsWith("/offline/")) continue;
      const answer = await cache.match(request);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const item = list.querySelector("template").content.cloneNode(true);
      const link = item.querySelector("a");
      link.href = url.pathname + url.search;
      link.textContent = page.title.split(" · ").slice(0, -1).join(" · ");
      item.querySelector("[data-moment]").textContent = format.format(Date.parse(answer.headers.get("Date")));
      list.querySelector("ul").append(item);
      list.hidden = false;
    }
  };
  if (list && window.caches) fill();
})();
