/* Photos of a product: sent as soon as they are chosen, and shown as soon as they are ready. */
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-photos]")) {
    const button = form.querySelector("[data-send]");
    button.hidden = true;
    for (const input of form.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => {
        if (!input.files.length) return;
        form.querySelector("[data-sending]").hidden = false;
        form.requestSubmit(button);
      });
    }
  }
  const look = async () => {
    const shown = document.querySelector("[data-pictures][data-waiting]");
    if (!shown) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-pictures]");
      if (fresh) shown.replaceWith(fresh);
    } catch {
      // No network just now: the next look will do.
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 1500);
})();
