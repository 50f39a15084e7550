// What .ci/temporal-ui/run does and reads in the console: the engine and the file of its keys are its arguments. JavaScript is off.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const [engine, keyFile] = process.argv.slice(2);
const pictures = dirname(fileURLToPath(import.meta.url));
const keys = Object.fromEntries(readFileSync(keyFile, 'utf8').split('\n').filter((line) => /^[a-z]+=/.test(line)).map((line) => line.split(/=(.*)/)));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

function expect(what, found, expected) {
  const fits = expected instanceof RegExp ? expected.test(found) : found === expected;
  if (!fits) throw new Error(`${what}: expected ${expected}, found ${found}`);
  console.log(`console, ${what}: ${expected}`);
}

async function login(role, viewport = { width: 1200, height: 800 }) {
  const page = await (await browser.newContext({ javaScriptEnabled: false, viewport })).newPage();
  page.on('console', (message) => { if (message.type() === 'error' && !/favicon/.test(message.location().url)) refused.push(message.text()); });
  await page.goto(`${engine}/console`);
  await page.getByLabel('Bearer key').fill(keys[role]);
  await page.getByRole('button', { name: 'Log in' }).click();
  return page;
}
const refused = []; // by the browser, such as what the content security policy forbids

const shown = {
  operations: 'Today Alarms Incidents Journeys Follow-ups Deliveries Store orders Pauses Patient records',
  compliance: 'Today Journeys Follow-ups Patient records Access log', backend: 'Today Journeys Patient records', care: 'Today Patient records',
};
for (const [role, expected] of Object.entries(shown)) {
  const page = await login(role);
  expect(`pages of ${role}`, (await page.getByRole('navigation').getByRole('link').allInnerTexts()).join(' '), expected);
}

const page = await login('operations');
expect('held', await page.getByRole('region', { name: 'Open journeys that wait for a person' }).innerText(), /juniper:WC-4:5101/);
await page.screenshot({ path: `${pictures}/console-today.png` });
await page.getByRole('link', { name: 'Journeys', exact: true }).click();
await page.getByLabel('Order', { exact: true }).fill('WC-2');
await page.getByRole('button', { name: 'Search' }).click();
await page.getByRole('link', { name: 'juniper:WC-2:5101' }).click();
expect('stage', await page.getByRole('main').innerText(), /awaiting consultation/);
await page.locator('details', { hasText: /^\s*hold/ }).locator('summary').click();
const offer = page.locator('details[open]');
expect('preview', (await offer.innerText()).replace(/\s+/g, ' '), /Stage held.*Holds held by person/);
await offer.getByLabel('Reason').fill('the patient asked for time');
await page.screenshot({ path: `${pictures}/console-journey.png`, fullPage: true });
await offer.getByRole('button', { name: 'Hold' }).click();
expect('outcome', await page.getByRole('status').innerText(), 'The command is recorded.');
expect('stage then', (await page.getByRole('main').innerText()).replace(/\s+/g, ' '), /Stage held/);

const phone = await login('operations', { width: 375, height: 740 });
await phone.goto(page.url());
const width = await phone.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
expect('wider than a phone by', String(width), '0');
await phone.screenshot({ path: `${pictures}/console-phone.png` });
expect('refused by the browser', refused.join(), '');
await page.getByRole('button', { name: 'Log out' }).click();
await page.goto(`${engine}/console/journeys`);
expect('after the logout', await page.getByRole('heading').first().innerText(), 'Log in');
await browser.close();
