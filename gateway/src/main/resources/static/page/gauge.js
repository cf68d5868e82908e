import { element } from "./element.js";

/** A share, 0 to 1, as a bar: browsers do not let their own meters be coloured alike. */
export function gauge(name, share) {
  const bar = element("span");
  bar.style.width = `${100 * Math.max(0, Math.min(1, share))}%`;
  return element("div", { class: "gauge", role: "meter", "aria-label": name, "aria-valuemin": 0, "aria-valuemax": 1, "aria-valuenow": share.toFixed(3) }, bar);
}
