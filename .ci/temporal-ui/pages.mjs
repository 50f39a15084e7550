// What .ci/temporal-ui/run reads in the Temporal UI: engine, sandbox, UI and operations' key are its arguments.
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const [engine, sandbox, ui, key] = process.argv.slice(2);
const pictures = dirname(fileURLToPath(import.meta.url));

async function call(url, body) {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`expected 2xx from ${url}, found ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function until(expected, look) {
  let found;
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 300))) {
    found = await look();
    if (found === expected || (expected instanceof RegExp && expected.test(found))) return;
  }
  throw new Error(`expected ${expected}, found ${found}`);
}

async function order(orderId, clinic, lastName, exam, stage) {
  await call(`${engine}/orders`, {
    orderId, clinic, exams: [exam],
    patient: {
      id: `C-${orderId}`, firstName: 'Test', lastName, email: 'rivka@example.org', phone: '202-555-0147', dateOfBirth: '1990-04-01', state: 'TE',
    },
  });
  await until(stage, async () => (await call(`${engine}/journeys/${clinic}:${orderId}:${exam.examId}`)).stage);
}

await call(`${sandbox}/faults`, { fault: 'pdf-500', times: -1 });
await order('WC-1', 'juniper', 'Approve', { examId: 5101 }, 'APPROVED'); // its PDF copy goes on
await order('WC-2', 'juniper', 'Waiting', { examId: 5101 }, 'AWAITING_CONSULTATION');
await order('WC-4', 'juniper', 'Waiting', { examId: 5101 }, 'AWAITING_CONSULTATION');
await call(`${engine}/journeys/juniper:WC-4:5101/commands`, { command: 'hold', commandId: 'c-1', reason: 'the patient asked for time' });
await call(`${sandbox}/faults`, { fault: 'agreements-unsigned' });
await order('WC-3', 'juniper', 'Approve', { examId: 5101 }, 'HELD');
await order('WC-5', 'cedar', 'Approve', { examId: 5204, pharmacy: { route: 'patient-choice' } }, 'AWAITING_PRESCRIPTION');

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1400, height: 700 } });

/** All texts of the page; Temporal shows what a workflow says of itself in frames. */
async function text() {
  const texts = await Promise.all(page.frames().map((frame) => frame.innerText('body').catch(() => '')));
  return texts.join('\n').replace(/\s+/g, ' ');
}

/** Of each page that was read, for a person. */
async function picture(name) {
  await page.screenshot({ path: `${pictures}/${name.trim().replace(/\W+/g, '-')}.png`, fullPage: true });
}

/** The columns that docs/operations.md advises; the browser keeps them. */
async function chooseColumns() {
  await page.goto(`${ui}/namespaces/default/workflows`);
  await page.getByRole('button', { name: 'Configure Columns' }).click();
  for (const gone of ['Run ID', 'Type', 'Start', 'End']) await page.getByRole('button', { name: `Remove ${gone} column` }).click();
  for (const added of ['Stage', 'Holds', 'Owner', 'NextDue', 'FollowUpDue']) {
    await page.getByRole('button', { name: `Add Journey${added} column` }).click();
  }
}

async function list(what, clinic, expected) {
  const links = execFileSync('deploy/temporal-links', [ui, clinic], { encoding: 'utf8' }).split('\n');
  const link = links.find((line) => line.startsWith(`${what} `)).slice(what.length).trim();
  const rows = new RegExp(`^${expected.map(([id, columns]) => `${id} ${columns}.*`).join('\n')}$`);
  await until(rows, async () => {
    await page.goto(link);
    const none = page.getByText('No Workflows').first();
    await page.locator('tbody tr').first().or(none).waitFor({ timeout: 10_000 }).catch(() => {});
    const rows = await page.locator('tbody tr').allInnerTexts();
    if (rows.length === 0) return (await none.isVisible()) ? '' : 'no list';
    return rows.map((row) => row.match(/RUNNING\s+(\S*WC-\S+.*)/s)?.[1].replace(/\s+/g, ' ').trim()).sort().join('\n');
  });
  await picture(`${what} ${clinic}`);
  console.log(`${what}: ${expected.map(([id]) => id).join(' ') || 'none'}`);
}

async function tab(workflow, name, ...expected) {
  await page.goto(`${ui}/namespaces/default/workflows/${encodeURIComponent(workflow)}`);
  await page.waitForURL(/\/timeline$/);
  await page.goto(page.url().replace(/timeline$/, name));
  for (const words of expected) await until(words, text);
  await picture(`${workflow} ${name}`);
  console.log(`${workflow}, ${name}: ${expected.join(' ')}`);
}

const date = '[A-Z][a-z]+ \\d+, 20\\d\\d';
const cedar = ['cedar:WC-5:5204', `AWAITING_PRESCRIPTION PROVIDER ${date}`];
const followUp = ['cedar:WC-5:5204:follow-up', `AWAITING_DUE ENGINE ${date}.* ${date}`];
const waiting = ['juniper:WC-2:5101', `AWAITING_CONSULTATION PATIENT ${date}`];
const unsigned = ['juniper:WC-3:5101', 'HELD \\W*AGREEMENTS_UNSIGNED\\W* CLINIC'];
const byPerson = ['juniper:WC-4:5101', 'HELD \\W*HELD_BY_PERSON\\W* OPERATIONS'];
await chooseColumns();
await list('journeys', '', [cedar, followUp, waiting, unsigned, byPerson]);
await list('held', 'juniper', [unsigned, byPerson]);
await list('waiting for operations', '', [byPerson]);
await list('overdue', '', []);
await list('follow-ups due in 7 days', '', [followUp]);
await list('follow-ups due in 7 days', 'juniper', []);

await page.setViewportSize({ width: 1400, height: 950 });
await tab('juniper:WC-3:5101', 'user-metadata',
  /patient journey juniper:WC-3:5101/, /way through the exam GFE: Neurotoxin & Filler/, /also while it is held/, /CLINIC the clinic.s staff/, /Act at \/console\/journeys\/juniper:WC-3:5101 or through POST \/journeys\/\{id\}\/commands/,
  /Stage: HELD Next: sign the agreements in the provider’s portal, resolve its incident Engine acts: \d+ [A-Z][a-z]+ 20\d\d, \d\d:\d\d UTC Owner: CLINIC Holds: AGREEMENTS_UNSIGNED/);
await tab('juniper:WC-4:5101', 'user-metadata', /Stage: HELD Next: .* Owner: OPERATIONS Holds: HELD_BY_PERSON/);
await tab('juniper:WC-2:5101', 'user-metadata', /Stage: AWAITING_CONSULTATION Next: .* Owner: PATIENT/);
await tab('juniper:WC-1:5101', 'user-metadata', /Stage: APPROVED/);
await tab('cedar:WC-5:5204:follow-up', 'user-metadata', /Stage: AWAITING_DUE Next: .* Owner: ENGINE/);
await page.setViewportSize({ width: 1900, height: 1300 });
await tab('juniper:WC-3:5101', 'history', /release of the hold AGREEMENTS_UNSIGNED expected by \d+ [A-Z]/);
await tab('juniper:WC-2:5101', 'history', /SendInvite Summary exam_invite, called once per attempt/, /reminder to the patient on \d+ [A-Z][a-z]+ 20\d\d, \d\d:\d\d UTC/);
await tab('juniper:WC-1:5101', 'history', /Signal Name consultationCompleted/);
await tab('cedar:WC-5:5204:follow-up', 'history', /GLP-1 follow-up due \d+ [A-Z]/);
await browser.close();
