// What stands around the panels.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, SUITE, watched } from "./browser.mjs";

let browser;

before(async () => (browser = await launch()));

after(() => browser.close());

test("the keyboard leads past the names of the panels into the one that is shown", async () => {
  const page = await open(browser, "speak");
  await page.getByRole("link", { name: "Skip to the panel" }).press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Speak");
  assert.ok(await page.locator("#speak").isVisible());
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.name), "input");
  await page.context().close();
});

test("nothing is wider than a phone", async () => {
  const page = await open(browser, "machine", { viewport: { width: 320, height: 640 } });
  for (const name of ["Transcribe", "Speak", "Sounds", "Talk", "Machine"]) {
    await page.getByRole("link", { name }).click();
    await page.waitForFunction((id) => !document.getElementById(id).inert, name.toLowerCase());
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name);
  }
  await page.locator("#machine tbody tr").first().waitFor();
  assert.ok(await page.evaluate(() => [...document.querySelectorAll("#machine .table, #machine td")].every((box) => box.scrollWidth <= box.clientWidth)));
  await page.clean();
  await page.context().close();
});

test("Swagger UI shows the API and calls it", async () => {
  const page = await watched(browser, SUITE);
  await page.goto(new URL("/swagger-ui.html", SUITE).href);
  const models = page.locator(".opblock", { has: page.locator("[data-path='/v1/models']") });
  await models.locator(".opblock-summary").click();
  await models.getByRole("button", { name: "Try it out" }).click();
  await models.getByRole("button", { name: "Execute" }).click();
  await models.locator(".live-responses-table .response", { hasText: "whisper-base" }).waitFor();
  page.quiet();
  await page.context().close();
});
