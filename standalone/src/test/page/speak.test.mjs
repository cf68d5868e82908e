import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, painted, panel, saved, says, SUITE, wordsOf } from "./browser.mjs";

const TEXT = "The doctor will see you now. Please bring a pen and two photographs with you.";

let browser;

before(async () => (browser = await launch()));

after(() => browser.close());

async function heard(bytes, name) {
  const form = new FormData();
  form.append("file", new Blob([bytes]), name);
  form.append("model", "whisper-1");
  return (await (await fetch(new URL("/v1/audio/transcriptions", SUITE), { method: "POST", body: form })).json()).text;
}

test("a voice can be heard before it is chosen", async () => {
  const page = await open(browser, "speak");
  const sample = panel(page).getByRole("button", { name: "Hear a sample of Emma" });
  await sample.click();
  assert.match(await sample.getAttribute("class"), /on/);
  // plays to its end
  await page.waitForFunction(() => !document.querySelector(".sample.on"), null, { timeout: 20_000 });
  await says(page, ".error", /^$/);
  await page.clean();
  await page.context().close();
});

test("sound starts while it is made, in another voice and slower, and can be saved", async () => {
  const page = await open(browser, "speak");
  await panel(page).getByLabel("Text").fill(TEXT);
  await panel(page).getByRole("radio", { name: /Emma/ }).check();
  const request = page.waitForRequest("**/v1/audio/speech");
  await panel(page).getByRole("button", { name: "Speak", exact: true }).click();
  const { voice, response_format: format } = (await request).postDataJSON();
  assert.deepEqual([voice, format], ["bf_emma", "wav"]);
  // the first sound is drawn while more is made
  await says(page, ".status", /more is being made/);
  const early = Number(await panel(page).getByRole("slider", { name: "Place in the sound" }).getAttribute("aria-valuemax"));
  const [, first, all] = /First sound after ([\d.]+) s, all of it after ([\d.]+) s/.exec(await says(page, ".status", /all of it after/));
  const { name, bytes } = await saved(page, "Download speech.wav");
  const late = Number(await panel(page).getByRole("slider", { name: "Place in the sound" }).getAttribute("aria-valuemax"));
  assert.ok(Number(first) < Number(all) && early < late, `${first} ${all} ${early} ${late}`);
  assert.equal(name, "speech.wav");
  assert.deepEqual(wordsOf(await heard(bytes, name)), wordsOf(TEXT));
  assert.ok(await painted(panel(page).locator(".near")) > 1000);
  await page.clean();
  await page.context().close();
});

test("compressed sound plays, too", async () => {
  for (const format of ["mp3", "opus"]) {
    const page = await open(browser, "speak");
    await panel(page).getByLabel("Text").fill("Good morning.");
    await panel(page).getByLabel("Format").selectOption(format);
    await panel(page).getByRole("button", { name: "Speak", exact: true }).click();
    await says(page, ".status", /all of it after/);
    const { bytes } = await saved(page, `Download speech.${format}`);
    assert.match(await heard(bytes, `speech.${format}`), /good morning/i);
    // all of it is heard, and then may be asked for again
    await page.waitForFunction(() => !document.querySelector("#speak [name=speak]").disabled, null, { timeout: 10_000 });
    await page.clean();
    await page.context().close();
  }
});

test("a stop is heard at once", async () => {
  const page = await open(browser, "speak");
  await panel(page).getByLabel("Text").fill(TEXT.repeat(6));
  await panel(page).getByRole("button", { name: "Speak", exact: true }).click();
  await says(page, ".status", /more is being made/);
  await panel(page).getByRole("button", { name: "Stop", exact: true }).click();
  await says(page, ".status", /^Stopped\.$/);
  await page.clean();
  await page.context().close();
});

test("how far a model is that has to be fetched first is shown while its first answer is waited for", async () => {
  const page = await open(browser, "speak");
  await panel(page).getByRole("radio").first().waitFor();
  // all models are there already: the server says what it would while one is not
  await page.route("**/v1/status", async (route) => {
    const response = await route.fetch();
    const told = await response.json();
    Object.assign(told.models.find(({ id }) => id === "kokoro-82m"),
      { state: "fetching", fetching: { item: "model.onnx", bytes: 30_000_000, total: 90_000_000 } });
    await route.fulfill({ response, json: told });
  });
  await page.route("**/v1/audio/speech", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await route.continue();
  });
  await panel(page).getByLabel("Text").fill("Good morning.");
  await panel(page).getByRole("button", { name: "Speak", exact: true }).click();
  await says(page, ".loading", /^Fetching kokoro-82m, once: model\.onnx, 33 % of 90 MB$/);
  assert.ok(await panel(page).getByRole("progressbar", { name: "Getting kokoro-82m ready" }).isVisible());
  await page.clean();
  await says(page, ".status", /all of it after/);
  assert.ok(await panel(page).locator(".loading").isHidden());
  await page.context().close();
});
