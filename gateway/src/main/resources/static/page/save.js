import { element } from "./element.js";

/** A button that saves a file which is made when it is pressed. */
export function saveButton(label, make) {
  return element("button", {
    type: "button",
    click: () => {
      const file = make();
      const address = URL.createObjectURL(file);
      const link = element("a", { href: address, download: file.name });
      link.click();
      // not at once: the browser may not have read it yet
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    },
  }, label);
}
