// The story of README "Your own orders", told through the client that was generated from /openapi.json.
import { client } from './client/client.gen.js';
import {
  acknowledgeAlarm, cancelOrderCommand, correctOrderCommand, getJourney, giveCommand, listAlarm, listIncident, listJourney,
  postOrder, replayWebhookDelivery, resolveIncident,
} from './client/index.js';
import type { JourneyView, Order, Patient, Problem } from './client/index.js';

declare const process: { argv: string[] };

const [url, key] = process.argv.slice(2);
client.setConfig({ baseUrl: url!, auth: () => key! });

function expect(holds: boolean, what: string, found: unknown): asserts holds {
  if (!holds) throw new Error(`expected ${what}, found ${JSON.stringify(found)}`);
}

function body<T>(answer: { data?: T; error?: unknown }, what: string): T {
  expect(answer.data !== undefined, what, answer.error);
  return answer.data!;
}

function problem(answer: { error?: unknown }, what: string): Problem {
  expect(answer.error !== undefined, what, 'an answer that is no problem');
  return answer.error as Problem;
}

const patient: Patient = {
  id: 'C-5521', firstName: 'Test', lastName: 'Approve', email: 'rivka@example.org',
  phone: '202-555-0147', dateOfBirth: '1990-04-01', state: 'TE',
};
const order: Order = {
  orderId: 'WC-12847', clinic: 'juniper', reference: 'anything of yours', patient, exams: [{ examId: 5101 }],
};
const journeyId = 'juniper:WC-12847:5101';

async function journeyUntil(what: string, fits: (found: JourneyView) => boolean): Promise<JourneyView> {
  for (const end = Date.now() + 60_000; ;) {
    const found = body(await getJourney({ path: { journeyId } }), 'the journey');
    if (fits(found)) return found;
    expect(Date.now() < end, `${what} within a minute`, found);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

// The order, twice: the second time it is the same order.
const accepted = body(await postOrder({ body: order }), 'an accepted order');
expect(accepted.journeys[0]?.journeyId === journeyId, journeyId, accepted);
body(await postOrder({ body: order }), 'the same order again');

// The stand-in provider approves by the last name; nothing is left to do then.
const closed = await journeyUntil('an approval', (found) => !found.open);
expect(closed.stage === 'APPROVED', 'APPROVED', closed.stage);
expect(closed.closure?.outcome === 'APPROVED', 'an approval', closed.closure);
expect(closed.holds.length === 0 && closed.next.due === null, 'nothing to do', closed.next);
expect(closed.timeline!.length > 2, 'a timeline', closed.timeline);

// It is found by what the caller knows; a wrong parameter is told.
const page = body(await listJourney({ query: { patientId: 'C-5521', open: false } }), 'a page');
expect(page.journeys.length === 1 && page.journeys[0]!.journeyId === journeyId, 'one journey', page);
const wrong = problem(await listJourney({ query: { email: 'rivka@example.org' } as object }), 'a refused query');
expect(wrong.code === 'query-refused' && wrong.errors?.[0]?.pointer === '/email', 'a refused query', wrong);

// A second order is held, corrected and cancelled.
const second: Order = { ...order, orderId: 'WC-12848', patient: { ...patient, lastName: 'Waiting' } };
body(await postOrder({ body: second }), 'a second order');
const path = { journeyId: 'juniper:WC-12848:5101' };
const orderPath = { clinic: 'juniper', orderId: 'WC-12848' };
const why = (commandId: string) => ({ commandId, reason: 'the story says so' });
const held = body(await giveCommand({ path, body: { command: 'hold', ...why('c-1') } }), 'a hold');
expect(held.commandId === 'c-1', 'the command', held);
body(await giveCommand({ path, body: { command: 'release', ...why('c-2'), hold: 'HELD_BY_PERSON' } }), 'a release');
const corrected = body(
  await correctOrderCommand({ path: orderPath, body: { ...why('c-3'), patient: { ...second.patient, email: 'ada@example.org' } } }),
  'a correction');
expect(corrected.correction === 1 && corrected.journeys.length === 1, 'one correction', corrected);
const cancelled = body(await cancelOrderCommand({ path: orderPath, body: why('c-4') }), 'a cancellation');
expect([200, 202].includes(cancelled.journeys[0]!.status), 'a taken command', cancelled);

// What operations read, and the problems of what is not there.
for (const alarm of body(await listAlarm({ query: { open: true } }), 'alarms').alarms) {
  const seen = body(await acknowledgeAlarm({ path: { alarmId: alarm.alarmId }, body: why('c-5') }), 'an acknowledgement');
  expect(seen.acknowledgedBy !== null, 'who acknowledged', seen);
}
body(await listIncident(), 'incidents');
const effect = body(await replayWebhookDelivery({ body: { journey: journeyId } }), 'a dry run');
expect(effect.dryRun && effect.newFact === 0, 'nothing new', effect);
const missing = problem(await getJourney({ path: { journeyId: 'juniper:none:5101' } }), 'no such journey');
expect(missing.code === 'no-such-journey', 'no-such-journey', missing);
const none = problem(await resolveIncident({ path: { incidentId: 1 }, body: { dryRun: true } }), 'no such incident');
expect(none.code === 'no-such-incident', 'no-such-incident', none);
const refused = problem(await postOrder({ body: { ...order, orderId: 'no/such' } }), 'a refused order');
expect(refused.code === 'order-refused' && refused.errors?.[0]?.pointer === '/orderId', 'a wrong field', refused);
console.log('openapi: the generated client told the story');
