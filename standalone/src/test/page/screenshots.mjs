// Takes the pictures of docs/page.md, of a running server with its real models:
//   PARLEY_SUITE=http://127.0.0.1:8080 PARLEY_AUDIO=DIR PARLEY_CHROMIUM=/usr/bin/chromium node screenshots.mjs FOLDER [PATTERN]

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { AUDIO, JFK, launch, open, panel, says, SUITE } from "./browser.mjs";
import { silence, spoken, writeWave } from "./wave.mjs";

const RATE = 24_000;
const WIDE = { viewport: { width: 1120, height: 900 } };
const NARROW = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1, isMobile: true, hasTouch: true };

const folder = process.argv[2];
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));

/** What a person does in each panel before there is something to see. */
const SCENES = {
  async transcribe(page) {
    await panel(page).locator("input[type=file]").setInputFiles([JFK, `${AUDIO}/formats/jfk.mp3`]);
    await says(page, ".files", /done.*done/);
    await panel(page).locator(".transcript span", { hasText: "country" }).first().click();
  },
  async speak(page) {
    await panel(page).getByRole("radio", { name: /Emma/ }).check();
    await panel(page).getByRole("button", { name: "Speak", exact: true }).click();
    await says(page, ".status", /all of it after/);
    await page.waitForTimeout(2500);
  },
  async sounds(page) {
    await panel(page).locator("input[type=file]").setInputFiles(`${AUDIO}/${process.env.PARLEY_SOUND ?? "formats/jfk.ogg"}`);
    await panel(page).locator(".ranks").waitFor();
    const chart = panel(page).locator(".chart canvas");
    await chart.click({ position: { x: 0.4 * (await chart.boundingBox()).width, y: 20 } });
  },
  async talk(page) {
    await panel(page).getByRole("button", { name: "Start talking" }).click();
    await says(page, ".turns li:nth-child(2) .delay", /first sound/);
    await page.waitForTimeout(2500);
  },
  async machine(page) {
    await says(page, ".machines", /Models in memory/);
  },
};

const microphone = writeWave(path.join(temporary, "microphone.wav"), RATE, silence(1, RATE),
  await spoken(SUITE, "What is a good name for a small white cat?"), silence(9, RATE),
  await spoken(SUITE, "And for a big black dog?"), silence(20, RATE));

for (const [look, options] of Object.entries({
  light: { ...WIDE, colorScheme: "light" }, dark: { ...WIDE, colorScheme: "dark" }, narrow: { ...NARROW, colorScheme: "light" },
})) {
  for (const [name, scene] of Object.entries(SCENES)) {
    if (process.argv[3] && !`${name}-${look}`.match(process.argv[3])) {
      continue;
    }
    const browser = await launch(microphone);
    const page = await open(browser, name, options);
    await scene(page);
    await page.evaluate(() => document.activeElement.blur());
    await page.mouse.move(0, 0);
    await page.screenshot({ path: path.join(folder, `${name}-${look}.png`), fullPage: look === "narrow" });
    await page.clean();
    await browser.close();
  }
}
fs.rmSync(temporary, { recursive: true });
