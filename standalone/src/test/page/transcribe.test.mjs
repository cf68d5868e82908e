import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { AUDIO, JFK, launch, open, painted, panel, saved, says, SUITE, wordsOf } from "./browser.mjs";
import { samplesOf, writeWave } from "./wave.mjs";

const WORDS = "and so my fellow americans ask not what your country can do for you ask what you can do for your country".split(" ");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));
let browser;

before(async () => {
  // 4 s of it, for the microphone
  const beginning = writeWave(path.join(folder, "microphone.wav"), 16_000, samplesOf(JFK).subarray(0, 2 * 4 * 16_000));
  browser = await launch(beginning);
});

after(async () => {
  await browser.close();
  fs.rmSync(folder, { recursive: true });
});

/** A transcript as the server writes it. */
async function written(file, format) {
  const form = new FormData();
  form.append("file", new Blob([fs.readFileSync(file)]), path.basename(file));
  form.append("model", "whisper-base");
  form.append("response_format", format);
  return (await fetch(new URL("/v1/audio/transcriptions", SUITE), { method: "POST", body: form })).text();
}

test("a file becomes words that light up, can be gone to, and can be saved", async () => {
  const page = await open(browser, "transcribe");
  await panel(page).locator("input[type=file]").setInputFiles(JFK);
  await says(page, ".status", /22 words, English/);
  assert.deepEqual(wordsOf(await panel(page).locator(".transcript").textContent()), WORDS);
  assert.ok(await painted(panel(page).locator(".near")) > 1000);

  // a click on a word goes there, and it lights up
  const country = panel(page).locator(".transcript span", { hasText: "country" }).first();
  await country.click();
  assert.equal(await panel(page).locator(".transcript .lit").textContent(), await country.textContent());
  const place = async () => Number(await panel(page).getByRole("slider", { name: "Place in the sound" }).getAttribute("aria-valuenow"));
  assert.ok(await place() > 4 && await place() < 8, await place());
  // so do the arrow keys, which go from word to word
  await panel(page).locator(".transcript").press("ArrowRight");
  assert.equal(await panel(page).locator(".transcript .lit").textContent(), "can");
  // and those of the slider, by a second
  await panel(page).getByRole("slider", { name: "Place in the sound" }).press("Home");
  assert.equal(await place(), 0);

  // as it plays, word after word lights up
  await panel(page).getByRole("button", { name: "Play" }).click();
  await page.waitForFunction(() => document.querySelector("#transcribe .lit")?.textContent.startsWith("fellow"), null, { timeout: 8000 });
  await panel(page).getByRole("button", { name: "Pause" }).click();

  assert.deepEqual(wordsOf((await saved(page, "Text")).bytes.toString()), WORDS);
  const srt = await saved(page, "SRT");
  assert.equal(srt.name, "jfk_16k_s16.srt");
  assert.match(srt.bytes.toString(), /^1\n00:00:0\d,\d{3} --> 00:00:\d\d,\d{3}\nAnd so/);
  assert.equal((await saved(page, "VTT")).bytes.toString(), await written(JFK, "vtt"));
  assert.equal(JSON.parse((await saved(page, "JSON")).bytes).words.length, 22);
  await page.clean();
  await page.context().close();
});

test("the transcript of a longer file grows while it is decided, and the next file waits for it", async () => {
  const page = await open(browser, "transcribe");
  await page.evaluate(() => {
    window.lengths = new Set();
    new MutationObserver(() => window.lengths.add(document.querySelector("#transcribe .transcript").textContent.length))
      .observe(document.querySelector("#transcribe .transcript"), { childList: true, subtree: true, characterData: true });
  });
  const long = `${AUDIO}/speech/long/two_cities.flac`;
  const transfer = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    files.forEach(([name, bytes]) => data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name)));
    return data;
  }, [long, `${AUDIO}/formats/jfk.mp3`].map((file) => [path.basename(file), fs.readFileSync(file).toString("base64")]));
  await panel(page).locator(".drop").dispatchEvent("drop", { dataTransfer: transfer });
  await says(page, ".files", /two_cities\.flac.*listening.*jfk\.mp3.*waiting/);
  await says(page, ".files", /two_cities\.flac.*done.*jfk\.mp3.*done/);
  const lengths = await page.evaluate(() => [...window.lengths].filter((length) => length > 0));
  assert.ok(lengths.length >= 2 && lengths[0] < lengths.at(-1), String(lengths));
  const srt = await written(long, "srt");
  assert.equal((await saved(page, "SRT")).bytes.toString(), srt);
  assert.deepEqual(wordsOf(await panel(page).locator(".transcript").textContent()), wordsOf(srt));
  await panel(page).getByRole("button", { name: /jfk\.mp3/ }).click();
  await says(page, ".status", /jfk\.mp3: 22 words/);
  await page.clean();
  await page.context().close();
});

test("what the microphone hears becomes words", async () => {
  const page = await open(browser, "transcribe");
  await panel(page).getByRole("button", { name: "Record" }).click();
  await panel(page).getByRole("button", { name: "Stop and use it" }).waitFor();
  await page.waitForTimeout(4200);
  await panel(page).getByRole("button", { name: "Stop and use it" }).click();
  await says(page, ".status", /recording-1\.wav: \d words, English/);
  assert.match(await panel(page).locator(".transcript").textContent(), /so my fellow America/);
  await page.clean();
  await page.context().close();
});
