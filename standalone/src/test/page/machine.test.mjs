import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, test } from "node:test";
import { JFK, launch, open, panel, says, SUITE } from "./browser.mjs";

let browser;

before(async () => (browser = await launch()));

after(() => browser.close());

test("what is loaded is seen, and how fast it is, as it changes", async () => {
  const page = await open(browser, "machine");
  await says(page, ".machines", /Models in memory.*[MG]B of .*GB/s);
  const row = panel(page).getByRole("row", { name: /whisper-base .*whisper-1|whisper-base/ }).first();
  const runs = async () => Number((await row.locator("td[data-name=Runs]").textContent()));
  const earlier = await runs();
  const form = new FormData();
  form.append("file", new Blob([fs.readFileSync(JFK)]), "jfk.wav");
  form.append("model", "whisper-base");
  await fetch(new URL("/v1/audio/transcriptions", SUITE), { method: "POST", body: form });
  await page.waitForTimeout(2500);
  // others may have asked it, too
  assert.ok(await runs() > earlier);
  assert.match(await row.textContent(), /transcription.*loaded.*MB.*0\.\d{3}$/s);
  await page.clean();
  await page.context().close();
});
