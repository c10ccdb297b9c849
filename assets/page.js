// The keys of the local page. They press what is on the page; without them everything works as well.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const press = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const typing = (target) => target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");
  let here = -1;
  let leading = false;

  // The rows of a list, one of which is marked. Coming back, the mark is where it was.
  const remember = () => sessionStorage.setItem(`row ${location.pathname}${location.search}`, String(here));
  const mark = (to) => {
    const all = rows();
    if (!all.length) return;
    all[here]?.classList.remove("here");
    here = Math.max(0, Math.min(all.length - 1, to));
    const row = all[here];
    row.classList.add("here");
    row.querySelector("a, input, button")?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    remember();
  };

  const help = async () => {
    let dialog = document.querySelector("dialog");
    if (!dialog) {
      const page = new DOMParser().parseFromString(await (await fetch("/help")).text(), "text/html");
      dialog = document.createElement("dialog");
      dialog.setAttribute("aria-label", "Keys");
      dialog.append(page.getElementById("keys"));
      const close = document.createElement("button");
      close.textContent = "Close";
      close.addEventListener("click", () => dialog.close());
      dialog.append(close);
      document.body.append(dialog);
    }
    dialog.showModal();
  };

  const places = { o: "/", d: "/discrepancies", f: "/facts", s: "/sql", c: "/claims", a: "/audit" };

  const act = (event, key) => {
    if (leading) {
      leading = false;
      if (places[key]) location.assign(places[key]);
      return Boolean(places[key]);
    }
    const button = press(key);
    switch (true) {
      case key === "/":
        document.getElementById("find").select();
        return true;
      case key === "?":
        help();
        return true;
      case key === "g":
        leading = true;
        return true;
      case key === "r":
        location.assign("/review");
        return true;
      case button?.type === "radio":
        // A verdict is chosen; then it is said why.
        button.checked = true;
        document.getElementById("verdict").scrollIntoView({ block: "center" });
        document.getElementById("reason").focus();
        return true;
      case Boolean(button):
        button.click();
        return true;
      case key === "j" || key === "k":
        if (!rows().length) return false;
        mark(here < 0 ? (key === "j" ? 0 : rows().length - 1) : here + (key === "j" ? 1 : -1));
        return true;
      case key === "Enter" && here >= 0 && !event.target.closest("a, button, input, summary"):
        rows()[here].querySelector("a")?.click();
        return true;
      default:
        return false;
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && typing(event.target)) {
      event.target.blur();
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("[data-submit]")) {
      event.target.form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (act(event, event.key)) event.preventDefault();
  });

  // Where somebody signs, the name is kept for this window.
  for (const field of document.querySelectorAll("[data-remember]")) {
    const name = field.dataset.remember;
    if (!field.value) field.value = sessionStorage.getItem(name) ?? "";
    field.addEventListener("change", () => sessionStorage.setItem(name, field.value));
  }
  document.getElementById("help-link")?.addEventListener("click", (event) => {
    event.preventDefault();
    help();
  });
  const before = Number(sessionStorage.getItem(`row ${location.pathname}${location.search}`) ?? -1);
  if (before >= 0 && !location.hash) mark(before);
  rows().forEach((row, at) => row.addEventListener("click", () => { here = at; remember(); }));
})();
