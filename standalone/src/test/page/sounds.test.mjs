import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { AUDIO, launch, open, painted, panel, says } from "./browser.mjs";

let browser;

before(async () => (browser = await launch()));

after(() => browser.close());

test("classes are told, drawn over time, and can be gone to", async () => {
  const page = await open(browser, "sounds");
  const dogs = `${AUDIO}/sound/esc10/dog_bark`;
  const dog = path.join(dogs, fs.readdirSync(dogs).sort()[0]);
  await panel(page).locator("input[type=file]").setInputFiles(dog);
  await says(page, ".status", /animal|dog/i);
  assert.match(await panel(page).locator(".ranks").textContent(), /Dog/);
  const chart = panel(page).locator(".chart canvas");
  assert.match(await chart.getAttribute("aria-label"), /most at 0:0\d/);
  assert.ok(await painted(chart) > 500);
  const { width } = await chart.boundingBox();
  await chart.click({ position: { x: width * 0.6, y: 20 } });
  const slider = panel(page).getByRole("slider", { name: "Place in the sound" });
  const share = Number(await slider.getAttribute("aria-valuenow")) / Number(await slider.getAttribute("aria-valuemax"));
  assert.ok(Math.abs(share - 0.6) < 0.05, String(share));
  await page.clean();
  await page.context().close();
});

test("another model says which language is spoken", async () => {
  const page = await open(browser, "sounds");
  await panel(page).getByLabel("Model").selectOption("whisper-base-language");
  await panel(page).locator("input[type=file]").setInputFiles(`${AUDIO}/formats/jfk.ogg`);
  await says(page, ".status", /jfk\.ogg: en/);
  await page.clean();
  await page.context().close();
});
