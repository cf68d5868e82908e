import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { JFK, launch, open, panel, says, severable } from "./browser.mjs";
import { samplesOf, writeWave } from "./wave.mjs";

let browser;

before(async () => (browser = await launch()));

after(() => browser.close());

test("without a microphone it is said what to do", async () => {
  for (const [name, button] of [["transcribe", "Record"], ["sounds", "Record"], ["talk", "Start talking"]]) {
    const page = await open(browser, name);
    await panel(page).getByRole("button", { name: button }).click();
    await says(page, ".error", /No microphone was found/);
    assert.ok(await panel(page).getByRole("button", { name: button }).isEnabled());
    await page.clean();
    await page.context().close();
  }
});

test("a file that is no sound is said to be none", async () => {
  const file = { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear Sir or Madam") };
  for (const name of ["transcribe", "sounds"]) {
    const page = await open(browser, name, { expected: /status of 400/ });
    await panel(page).locator("input[type=file]").setInputFiles(file);
    await says(page, ".error", /audio|sound/i);
    // and the next one is taken
    await panel(page).locator("input[type=file]").setInputFiles(JFK);
    await says(page, ".status", /jfk_16k_s16\.wav: (22 words|\w+)/);
    await page.clean();
    await page.context().close();
  }
});

test("a server that is gone is said to be gone", async () => {
  const way = await severable();
  const page = await open(browser, "speak", { server: way.server, expected: /ERR_/ });
  await panel(page).getByRole("radio").first().waitFor();
  await page.getByRole("link", { name: "Machine" }).click();
  await says(page, ".machines", /Models in memory/);
  await page.getByRole("link", { name: "Transcribe" }).click();
  await panel(page).getByLabel("Model").locator("option", { hasText: "whisper-base" }).waitFor({ state: "attached" });
  await page.getByRole("link", { name: "Speak" }).click();
  // in the middle of an answer
  await panel(page).getByLabel("Text").fill("This is a sentence that takes a while. ".repeat(12));
  await panel(page).getByRole("button", { name: "Speak", exact: true }).click();
  await says(page, ".status", /more is being made/);
  way.cut();
  await says(page, ".error", /went away in the middle/);
  // and before one
  await panel(page).getByRole("button", { name: "Speak", exact: true }).click();
  await says(page, ".error", /cannot be reached/);
  await page.getByRole("link", { name: "Machine" }).click();
  await says(page, ".error", /cannot be reached/);
  await page.getByRole("link", { name: "Transcribe" }).click();
  await panel(page).locator("input[type=file]").setInputFiles(JFK);
  await says(page, ".error", /cannot be reached/);
  await page.clean();
  await page.context().close();
});

test("an hour of sound is drawn, and what the server says of its size is told", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));
  const second = samplesOf(JFK).subarray(32_000, 64_000);
  const hour = writeWave(path.join(folder, "hour.wav"), 16_000, ...new Array(3600).fill(second));
  try {
    const page = await open(browser, "transcribe", { expected: /status of 413|ERR_/ });
    await panel(page).locator("input[type=file]").setInputFiles(hour);
    await page.waitForFunction(() => document.querySelector("#transcribe [role=slider]").ariaValueMax === "3600.0", null, { timeout: 120_000 });
    await says(page, ".error", /\w/);
    const slider = panel(page).getByRole("slider", { name: "Place in the sound" });
    await slider.press("End");
    assert.match(await slider.getAttribute("aria-valuetext"), /^1:00:00 of 1:00:00$/);
    await page.clean();
    await page.context().close();
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
