const PANELS = {
  transcribe: () => import("./transcribe.js"),
  speak: () => import("./speak.js"),
  sounds: () => import("./sounds.js"),
  talk: () => import("./talk.js"),
  machine: () => import("./machine.js"),
};

const started = new Set();

/** Shows the panel of the address, and starts it the first time. */
async function show(moveFocus) {
  const name = Object.hasOwn(PANELS, location.hash.slice(1)) ? location.hash.slice(1) : "transcribe";
  for (const panel of document.querySelectorAll("main > section")) {
    panel.hidden = panel.id !== name;
    panel.dispatchEvent(new Event(panel.hidden ? "leave" : "enter"));
  }
  for (const link of document.querySelectorAll("header nav:first-of-type a")) {
    link.ariaCurrent = link.hash === `#${name}` ? "page" : null;
  }
  const panel = document.getElementById(name);
  document.title = `${panel.querySelector("h1").textContent} – Parley`;
  if (!started.has(name)) {
    started.add(name);
    (await PANELS[name]()).start(panel);
    // nothing is pressed before somebody listens
    panel.inert = false;
  }
  if (moveFocus) {
    enter(panel);
  }
}

function enter(panel) {
  scrollTo(0, 0);
  panel.querySelector("h1").focus({ preventScroll: true });
}

document.querySelector(".skip").addEventListener("click", (event) => {
  // the address names the panel that is shown
  event.preventDefault();
  enter(document.querySelector("main > section:not([hidden])"));
});

addEventListener("hashchange", () => show(true));
show(false);
