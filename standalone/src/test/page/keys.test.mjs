import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, open, panel, says } from "./browser.mjs";

const LOCKED = process.env.PARLEY_LOCKED;
const KEY = process.env.PARLEY_KEY;

test("a key is asked for where one is needed, kept for the tab only, and turned into a secret for a conversation", async () => {
  const browser = await launch(process.env.PARLEY_AUDIO + "/formats/jfk_16k_s16.wav");
  try {
    const page = await open(browser, "speak", { server: LOCKED, expected: /status of 401/ });
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("API key").fill("sk-wrong");
    await dialog.getByRole("button", { name: "Use it" }).click();
    await dialog.getByText("is not one that works here").waitFor();
    await page.clean();
    await dialog.getByLabel("API key").fill(KEY);
    await dialog.getByLabel("API key").press("Enter");
    await panel(page).getByRole("radio").first().waitFor();
    assert.equal(await page.evaluate(() => Object.values(sessionStorage).join()), KEY);
    assert.equal(await page.evaluate(() => localStorage.length + document.cookie.length), 0);
    const code = await panel(page).locator("code").textContent();
    assert.ok(code.includes("$PARLEY_API_KEY") && !code.includes(KEY), code);

    const socket = page.waitForEvent("websocket");
    await page.getByRole("link", { name: "Talk" }).click();
    await panel(page).getByRole("button", { name: "Start talking" }).click();
    await says(page, ".status", /Speak/);
    assert.ok(!(await socket).url().includes(KEY));
    await panel(page).getByRole("button", { name: "End" }).click();

    const other = await page.context().newPage();
    await other.goto(LOCKED);
    await other.getByRole("dialog").waitFor();
    await page.getByRole("button", { name: "Forget the key" }).click();
    await page.getByRole("dialog").waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  } finally {
    await browser.close();
  }
});
