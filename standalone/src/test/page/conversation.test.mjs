import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { JFK, launch, open, panel, says, severable, SUITE } from "./browser.mjs";
import { silence, spoken, writeWave } from "./wave.mjs";

const RATE = 24_000;

test("a conversation with an interruption", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));
  // the second question comes while the answer to the first is being spoken
  const microphone = writeWave(path.join(folder, "microphone.wav"), RATE, silence(1.5, RATE),
    await spoken(SUITE, "Please tell me a very long story about a king and his castle."), silence(9, RATE),
    await spoken(SUITE, "Stop. What is the capital of France?"), silence(30, RATE));
  const browser = await launch(microphone);
  try {
    const page = await open(browser, "talk");
    await panel(page).getByLabel("Instructions").fill("Tell long stories.");
    await panel(page).getByRole("button", { name: "Start talking" }).click();
    await says(page, ".status", /Speak/);
    await says(page, ".turns li:nth-child(1) .said", /story about a king/i);
    await says(page, ".turns li:nth-child(1) .answered", /Parley\w+/);
    const delay = /([\d.]+) s from the end/.exec(await says(page, ".turns li:nth-child(1) .delay", /first sound/))[1];
    assert.ok(Number(delay) > 0.2 && Number(delay) < 30, delay);
    await says(page, ".turns li:nth-child(1) .answered", /interrupted/);
    await says(page, ".turns li:nth-child(2) .said", /capital of France/i);
    await says(page, ".turns li:nth-child(2) .delay", /first sound/);
    await page.clean();
    await panel(page).getByRole("button", { name: "End" }).click();
    assert.ok(await panel(page).getByRole("button", { name: "Start talking" }).isEnabled());
    await says(page, ".error", /^$/);
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true });
  }
});

test("a conversation whose server goes away says so, and is over", async () => {
  const way = await severable();
  const browser = await launch(JFK);
  try {
    const page = await open(browser, "talk", { server: way.server, expected: /ERR_|WebSocket/ });
    await panel(page).getByRole("button", { name: "Start talking" }).click();
    await says(page, ".status", /Speak/);
    way.cut();
    await says(page, ".error", /ended the conversation, or cannot be reached/);
    assert.ok(await panel(page).getByRole("button", { name: "Start talking" }).isEnabled());
    assert.ok(await panel(page).getByRole("button", { name: "End" }).isDisabled());
    await page.clean();
  } finally {
    await browser.close();
  }
});
