// the key stays in this tab, and is asked for only where the server asks
const NAME = "parley-key";

const dialog = document.getElementById("key");
const form = dialog.querySelector("form");
const forget = document.getElementById("forget-key");

/** Whoever waits for the person's answer; several requests share one question. */
let asked = null;

export const currentKey = () => sessionStorage.getItem(NAME) ?? "";

/**
 * Asks for a key.
 * @param {string} why the server's words
 * @returns {Promise<boolean>} whether one was given
 */
export function askForKey(why) {
  asked ??= new Promise((resolve) => {
    form.querySelector(".error").textContent = currentKey() ? why : "";
    form.elements.key.value = "";
    dialog.returnValue = "";
    dialog.showModal();
    dialog.addEventListener("close", () => {
      asked = null;
      resolve(dialog.returnValue === "use");
    }, { once: true });
  });
  return asked;
}

form.addEventListener("submit", () => {
  sessionStorage.setItem(NAME, form.elements.key.value.trim());
  showForget();
});

form.elements.cancel.addEventListener("click", () => dialog.close());

forget.addEventListener("click", () => {
  sessionStorage.removeItem(NAME);
  location.reload();
});

function showForget() {
  forget.hidden = !currentKey();
}

showForget();
