-- The whole schema, feature by feature.
-- Columns of type bytea hold AES-GCM ciphertext (see Encryption), except hashes, which say so.
-- Columns named "cause", "failure" and "finding" hold constants of the code, never text of the provider.

-- Orders and meetings

create table exam_order (
  clinic      text        not null,
  order_id    text        not null,
  patient_id  text        not null, -- the clinic's
  content     bytea       not null, -- the order as posted, personal data included
  received_at timestamptz not null,
  primary key (clinic, order_id)
);
create index exam_order_patient on exam_order (patient_id);

-- The key that encrypts the personal data of an order: this row's, and what refers to the order by notes,
-- refusals, waivers, acknowledgements and attachments. A delivery and a command have a key of their own.
create table order_key (
  clinic       text  not null,
  order_id     text  not null,
  wrapped      bytea,                -- encrypted with the configured keys; null once destroyed
  destroyed_at timestamptz,
  primary key (clinic, order_id),
  foreign key (clinic, order_id) references exam_order,
  check ((wrapped is null) = (destroyed_at is not null))
);

create table order_correction (
  clinic       text        not null,
  order_id     text        not null,
  number       integer     not null, -- within its order, from 1
  command_id   text        not null, -- the caller's
  content      bytea       not null, -- the patient as corrected
  corrected_at timestamptz not null,
  corrected_by text        not null,
  primary key (clinic, order_id, number),
  unique (clinic, order_id, command_id),
  foreign key (clinic, order_id) references exam_order
);

create table meeting (
  meeting_id text primary key, -- the journey id of the sender
  clinic     text not null,
  order_id   text not null,
  foreign key (clinic, order_id) references exam_order
);

-- Journeys and their journal

create table journey (
  journey_id       text primary key, -- also the workflow id
  clinic           text        not null,
  order_id         text        not null,
  exam_id          integer     not null,
  meeting_id       text        not null references meeting,
  open             boolean     not null,
  stage            text        not null,
  invite           text        not null,
  handover         text        not null,
  decision         text        not null,
  fulfilment       text        not null,
  holds            text[]      not null,
  cancel_requested boolean     not null default false, -- also once cancelled: no invite is sent
  next_due_at      timestamptz,
  snapshot         jsonb       not null, -- JourneyState: ids and decisions only
  claimed_by       text,                 -- Temporal's id of the run that claimed it last
  revision         bigint      not null,
  -- The last journal entry: shows when a journal lost entries at its end.
  journal_seq      bigint      not null default 0,
  journal_hash     bytea       not null default decode(repeat('00', 32), 'hex'),
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  -- The transaction that changed the row last: what a reader has not seen yet (see JourneyDao.findChanged).
  changed_in       xid8        not null default pg_current_xact_id(),
  foreign key (clinic, order_id) references exam_order
);
create index journey_meeting on journey (meeting_id);
create index journey_changed on journey (changed_in, journey_id);
-- The list of journeys: by order id in any clinic, and page by page within a clinic.
create index journey_order_id on journey (order_id);
create index journey_of_clinic on journey (clinic, journey_id);
create index journey_open on journey (clinic, stage) where open;
create index journey_due on journey (next_due_at) where open;
create index journey_held on journey (next_due_at, updated_at) where open and stage = 'HELD';
-- The list by a hold that few have: a journey without a hold does not enter it.
create index journey_with_hold on journey (journey_id) where holds <> '{}';
-- The reconciler reads open journeys by id.
create index journey_open_by_id on journey (journey_id) where open;

create table journal_entry (
  journey_id  text        not null references journey,
  seq         bigint      not null,
  revision    bigint      not null,
  kind        text        not null,
  at          timestamptz not null,
  actor       text        not null,
  detail      text        not null, -- canonical JSON: ids, enums and digests
  note        bytea,                -- text written by a person
  note_digest bytea,                -- SHA-256 of the note's salt and text: verifiable without a key
  prev_hash   bytea       not null, -- SHA-256 of the entry before; 32 zero bytes at the first
  hash        bytea       not null, -- SHA-256 over all of the above (see JournalChain)
  primary key (journey_id, seq)
);

-- A command that arrives twice is applied once.
create table given_command (
  subject    text        not null, -- what it was given to: journey:…, order:…, incident:…, alarm:…, pause:…, delivery:…
  command_id text        not null, -- the caller's
  content    bytea       not null, -- kind, particulars and reason, as first given
  content_key bytea,               -- that content is encrypted with; null once destroyed
  given_by   text        not null, -- the name of a bearer key
  given_at   timestamptz not null,
  primary key (subject, command_id)
);

create table outbox (
  id              bigint generated always as identity primary key,
  kind            text        not null, -- START, INVITE_ANSWER, ...
  journey_id      text        not null references journey,
  payload         jsonb       not null, -- ids and enums only
  created_at      timestamptz not null,
  attempts        integer     not null,
  next_attempt_at timestamptz,          -- when a relay may take it (again); null when done
  done_at         timestamptz
);
create index outbox_due on outbox (next_attempt_at) where next_attempt_at is not null;
create index outbox_journey on outbox (journey_id);
-- The reconciler looks for unfinished rows of a journey; finished ones only grow in number.
create index outbox_waiting on outbox (journey_id) where done_at is null;

create table obligation (
  journey_id text        not null references journey,
  kind       text        not null,
  owner      text        not null,
  basis_at   timestamptz not null,
  due_at     timestamptz not null,
  overdue_at timestamptz not null, -- due and grace
  status     text        not null, -- OPEN, OVERDUE, MET, DROPPED, WAIVED, RECORDED
  ended_at   timestamptz,
  evidence   text,                 -- the revision that ended it
  -- Of a follow-up, whose journey_id is that of the visit.
  follow_up_journey_id text unique references journey deferrable initially deferred, -- null: the provider owes it
  exam_id              integer,     -- of the follow-up
  basis                text,        -- CONSULTATION, PRESCRIPTION, BY_HAND
  zone                 text,        -- of the calendar that counted the days
  created_at           timestamptz,
  confirmed_at         timestamptz, -- a prescription was confirmed
  disproved_at         timestamptz, -- the visit was rejected, nothing prescribed
  ended_by             text,
  waived_by            text,        -- the role that decided it
  waiver               bytea,       -- why, in a person's words
  primary key (journey_id, kind),
  check (kind <> 'FOLLOW_UP' or num_nulls(exam_id, basis, zone, created_at) = 0)
);
create index obligation_open on obligation (overdue_at) where status = 'OPEN';
create index obligation_status on obligation (status, kind); -- counted for the metrics
create index obligation_due on obligation (due_at) where kind = 'FOLLOW_UP';

create table alarm (
  alarm_id        bigint generated always as identity primary key,
  kind            text        not null,
  journey_id      text references journey,
  subject         text        not null,
  since           timestamptz not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  acknowledgement bytea,               -- text written by a person
  push_attempts   integer     not null default 0,
  pushed_to       text[]      not null default '{}', -- receivers that have taken it
  next_push_at    timestamptz          -- when it may be pushed (again); null when all have it
);
create index alarm_push on alarm (next_push_at) where next_push_at is not null and acknowledged_at is null;
create unique index alarm_open on alarm (kind, journey_id, subject) where acknowledged_at is null;
create unique index alarm_open_without_journey on alarm (kind, subject)
  where acknowledged_at is null and journey_id is null;

-- Invites

create table invite_attempt (
  meeting_id   text        not null references meeting,
  number       integer     not null,
  exam_ids     integer[]   not null, -- it was started with
  state        text        not null, -- NOT_SENT, STARTED, SENT, REFUSED, UNKNOWN
  token_hash   bytea       not null unique, -- SHA-256 of the webhook token
  token        bytea,                -- erased after the answer
  tries        integer     not null, -- calls that certainly did not reach the provider
  started_at   timestamptz not null,
  answered_at  timestamptz,
  meeting_uuid bytea,                -- part of the patient's link
  meeting_url  bytea,
  refusal      text,
  field        text,
  cause        text,                 -- of an unknown or repeated try
  primary key (meeting_id, number)
);
create index invite_attempt_started on invite_attempt (started_at);

create table patient_exam (
  meeting_id      text        not null,
  attempt         integer     not null,
  exam_id         integer     not null,
  journey_id      text        not null references journey,
  patient_exam_id text        not null, -- the provider's
  bound_at        timestamptz not null,
  over_at         timestamptz,          -- replaced or cancelled: no event of it is expected any more
  primary key (meeting_id, attempt, exam_id),
  foreign key (meeting_id, attempt) references invite_attempt
);
create index patient_exam_id on patient_exam (patient_exam_id);

create table invite_resend (
  meeting_id  text        not null,
  attempt     integer     not null,
  intent      text        not null, -- REMINDER:1, NO_DECISION:5101, COMMAND:<id>
  journey_id  text        not null references journey,
  state       text        not null, -- PREPARED, STARTED, SENT, REFUSED, UNKNOWN
  prepared_at timestamptz not null,
  started_at  timestamptz,
  answered_at timestamptz,
  cause       text,                 -- set unless SENT
  primary key (meeting_id, attempt, intent),
  foreign key (meeting_id, attempt) references invite_attempt
);

create table provider_refusal (
  refusal_id bigint generated always as identity primary key,
  journey_id text        not null references journey,
  call       text        not null, -- INVITE, RESEND, CANCEL
  refused_at timestamptz not null,
  text       bytea       not null  -- HTTP status and the provider's text; may name a patient
);
-- An answer that is stored again is the same refusal.
create unique index provider_refusal_once on provider_refusal (journey_id, call, refused_at);

-- Files that were uploaded to the provider for a patient exam. The files themselves are not kept.
create table attachment (
  attachment_id bigint generated always as identity primary key,
  meeting_id    text        not null,
  attempt       integer     not null,
  exam_id       integer     not null,
  journey_id    text        not null references journey,
  content_hash  bytea       not null, -- SHA-256 of the file
  description   bytea       not null, -- name, and label: the kind of document, as in the provider's exam list
  media_type    text        not null, -- detected from the file's first bytes
  size          integer     not null, -- bytes
  state         text        not null, -- PREPARED, STARTED, SENT, REFUSED, UNKNOWN
  tries         integer     not null, -- calls that were started
  asked_by      text        not null, -- the bearer key that asked for the latest call
  prepared_at   timestamptz not null,
  started_at    timestamptz,
  answered_at   timestamptz,
  cause         text,                 -- set unless SENT
  unique (meeting_id, attempt, exam_id, content_hash),
  foreign key (meeting_id, attempt, exam_id) references patient_exam
);
create index attachment_journey on attachment (journey_id);

-- Incidents: one cause that holds many journeys

create table incident (
  incident_id      bigint generated always as identity primary key,
  clinic           text        not null,
  cause            text        not null, -- the hold reason that it gives its journeys
  patient_state    text        not null, -- empty: all states
  status           text        not null, -- OPEN, PROBING, RESOLVED
  opened_at        timestamptz not null,
  rounds           integer     not null, -- attempts to resolve it
  probe_journey_id text references journey,
  commands         text[]      not null default '{}', -- the callers' ids of all attempts
  resolution       bytea,                -- why the cause is believed to be gone, in a person's words
  resolved_at      timestamptz,
  resolved_by      text
);
create unique index incident_open on incident (clinic, cause, patient_state) where status <> 'RESOLVED';
create index incident_probe on incident (probe_journey_id) where status = 'PROBING';

create table incident_journey (
  incident_id bigint      not null references incident,
  journey_id  text        not null references journey,
  joined_at   timestamptz not null,
  probed_in   integer     not null, -- the latest round in which this journey was the probe; 0: none
  primary key (incident_id, journey_id)
);
create index incident_journey_journey on incident_journey (journey_id);

-- Pauses: while one is in force, no call goes to the provider.

create table pause (
  pause_id    bigint generated always as identity primary key,
  clinic      text        not null, -- * for all clinics
  command_id  text        not null, -- the caller's
  reason      bytea       not null, -- in a person's words
  begun_at    timestamptz not null,
  begun_by    text        not null, -- the name of a bearer key
  released_at timestamptz,          -- null: in force
  released_by text,
  unique (clinic, command_id)
);
create unique index pause_in_force on pause (clinic) where released_at is null;

-- Webhook deliveries

create table webhook_delivery (
  delivery_id     uuid primary key,
  meeting_id      text,                 -- of its token; null in quarantine
  attempt         integer,
  source_hash     bytea,                -- SHA-256 of the source's address, when the token was unknown
  received_at     timestamptz not null,
  body            bytea       not null, -- raw bytes as received
  body_key        bytea,                -- that the body is encrypted with; null once destroyed
  body_size       bigint,               -- bytes as sent; of a truncated body as its header announces it
  truncated       boolean     not null, -- larger than the limit: only its beginning is kept
  misencoded      boolean     not null, -- the body is not in its Content-Encoding: kept, but not read
  state           text        not null, -- RECEIVED, SIGNALLED, APPLIED, NEEDS_REVIEW, LATE, QUARANTINED
  event           integer,              -- 1, 2, 3; 0: another; null: not read yet, or unreadable
  finding         text,                 -- the reason of the state
  found_at        timestamptz,          -- when that was found
  journey_id      text references journey,
  assigned_by     text,                 -- the operator who chose the journey
  effect          text,
  attempts        integer     not null,
  next_attempt_at timestamptz,          -- when a relay may take it (again); a claim moves it
  applied_at      timestamptz
  -- No foreign key to invite_attempt: the statement that stores a delivery takes both columns from
  -- there, no attempt is ever deleted, and the check costs as much as an index.
);
-- Ciphertext does not compress: PostgreSQL need not try.
alter table webhook_delivery alter column body set storage external;
create index webhook_delivery_due on webhook_delivery (next_attempt_at) where next_attempt_at is not null;
create index webhook_delivery_journey on webhook_delivery (journey_id, state);
-- The list, and the number of each state for the metrics.
create index webhook_delivery_received on webhook_delivery (received_at, delivery_id) include (state);
-- The lists of what few deliveries come to: a new one with a known token does not enter it.
create index webhook_delivery_stopped on webhook_delivery (state, received_at, delivery_id)
  where state in ('NEEDS_REVIEW', 'LATE', 'QUARANTINED');
-- The daily limits of the quarantine.
create index webhook_delivery_source on webhook_delivery (received_at, source_hash) where source_hash is not null;

-- Copies of the PDFs that events link to: the link expires, the copy stays.
create table pdf_copy (
  journey_id     text        not null references journey,
  digest         text        not null, -- of the event, without its link
  delivery_id    uuid        not null references webhook_delivery, -- the one that brought the link
  state          text        not null, -- WANTED, COPIED, LOST
  link           bytea,                -- erased once it is of no use
  link_dies_at   timestamptz not null, -- 24 hours after the delivery's receipt
  tries          integer     not null, -- failed tries of this link
  failure        text,                 -- of the latest try
  next_try_at    timestamptz,          -- null when no try is left
  late_at        timestamptz,          -- when the alarm at half of the link's life was raised
  wanted_at      timestamptz not null, -- when this link was offered
  copied_at      timestamptz,
  lost_at        timestamptz,
  content        bytea,                -- the PDF
  content_sha256 bytea,                -- SHA-256 of the PDF as received, not of the ciphertext
  size_bytes     bigint,               -- of the PDF as received
  primary key (journey_id, digest)
);
create index pdf_copy_next_try on pdf_copy (next_try_at) where next_try_at is not null;

-- Clearances

create table clearance (
  journey_id   text primary key references journey,
  clinic       text        not null,
  patient_id   text        not null,
  exam_id      integer     not null,
  approved_at  timestamptz not null,
  valid_until  timestamptz not null,
  withdrawn_at timestamptz           -- the approval was reversed
);
create index clearance_patient on clearance (clinic, patient_id);

-- What clinics' own systems are told of their journeys.
create table callback (
  id              bigint generated always as identity primary key,
  callback_id     uuid        not null unique, -- the same in each attempt
  endpoint        text        not null, -- clinic/name of config.yml
  journey_id      text        not null references journey,
  kind            text        not null, -- INVITED, DECIDED, ...
  content         jsonb       not null, -- ids and enums only
  created_at      timestamptz not null,
  attempts        integer     not null,
  next_attempt_at timestamptz,          -- when a relay may send it (again); null when delivered
  delivered_at    timestamptz,
  outcome         text                  -- of the latest attempt
);
create index callback_due on callback (endpoint, next_attempt_at, id) where next_attempt_at is not null;
create index callback_waiting on callback (journey_id, endpoint, id) where next_attempt_at is not null;
create index callback_journey on callback (journey_id);

-- An endpoint that has failed: one that never did has no row.
create table callback_endpoint (
  endpoint        text primary key,
  failing_since   timestamptz,
  failures        integer     not null, -- since its last success
  next_attempt_at timestamptz,
  disabled_at     timestamptz           -- nothing is sent until a person enables it
);

-- What clinics' stores have sent of their orders.

create table store_delivery (
  id                bigint generated always as identity primary key,
  clinic            text        not null,
  platform          text        not null, -- WOOCOMMERCE, SHOPIFY
  topic             text,                 -- of the store's header
  store_delivery_id text,                 -- likewise
  content_hash      bytea       not null, -- SHA-256 of topic and body: a repeat is not stored again
  body              bytea       not null, -- raw bytes as received
  body_key          bytea,                -- that the body is encrypted with; null once destroyed
  received_at       timestamptz not null,
  order_id          text,                 -- ours; of an order that exam_order may not have
  changed_at        timestamptz,          -- when the order was changed last, by the store's clock
  outcome           text,                 -- ACCEPTED, INCOMPLETE, ...; null: not understood yet
  problems          jsonb,                -- what is missing or wrong; no personal data
  attempts          integer     not null,
  next_attempt_at   timestamptz,          -- when a relay may take it; null when done
  unique (clinic, platform, content_hash)
);
alter table store_delivery alter column body set storage external;
create index store_delivery_order on store_delivery (clinic, platform, order_id, changed_at);
create index store_delivery_due on store_delivery (next_attempt_at) where next_attempt_at is not null;
create index store_delivery_outcome on store_delivery (outcome, id);

-- Erasures: the keys of a patient's data are destroyed. While a legal hold is in force, none is.

create table erasure (
  erasure_id bigint generated always as identity primary key,
  clinic     text        not null,
  patient_id text        not null, -- the clinic's
  command_id text        not null, -- the caller's
  reason     bytea       not null, -- in a person's words; stays readable
  erased_at  timestamptz not null,
  erased_by  text        not null, -- the name of a bearer key
  unique (clinic, patient_id, command_id)
);

create table legal_hold (
  hold_id     bigint generated always as identity primary key,
  clinic      text        not null,
  patient_id  text        not null, -- the clinic's; of a patient who need not have ordered yet
  command_id  text        not null, -- the caller's
  reason      bytea       not null, -- in a person's words; stays readable
  set_at      timestamptz not null,
  set_by      text        not null, -- the name of a bearer key
  released_at timestamptz,          -- null: in force
  released_by text,
  unique (clinic, patient_id, command_id)
);
create unique index legal_hold_in_force on legal_hold (clinic, patient_id) where released_at is null;

-- Reads of personal data

create table access_log (
  access_id     bigint generated always as identity primary key,
  at            timestamptz not null,
  caller        text        not null, -- the name of a bearer key
  role          text        not null,
  caller_clinic text,                 -- the clinic that the key is limited to
  endpoint      text        not null, -- ORDER_CONTENT, INVITE_LINK, DELIVERY_BODY, ...
  outcome       text        not null, -- READ, ABSENT, DENIED, ERASED
  clinic        text,                 -- of the data; null for a delivery that was never stored
  order_id      text,
  journey_id    text,
  delivery_id   uuid,
  purpose       bytea                 -- text written by a person; null if a denied caller gave none
);
create index access_log_order on access_log (clinic, order_id, access_id);

-- The application may read and write, but not delete, and not rewrite what happened.
grant usage on schema public to ${applicationRole};
grant select on flyway_schema_history to ${applicationRole};
grant select, insert, update on meeting, journey, outbox, obligation, alarm, invite_attempt, invite_resend,
  incident, incident_journey, pdf_copy, clearance, callback, callback_endpoint to ${applicationRole};
grant update (released_at, released_by) on pause to ${applicationRole};
grant select, insert on exam_order, order_correction, journal_entry, given_command, patient_exam,
  provider_refusal, attachment, pause, webhook_delivery, store_delivery, access_log, order_key, erasure,
  legal_hold to ${applicationRole};
-- Keys are destroyed; what they open stays as it is.
grant update (wrapped, destroyed_at) on order_key to ${applicationRole};
grant update (content_key) on given_command to ${applicationRole};
grant update (released_at, released_by) on legal_hold to ${applicationRole};
-- The received bytes are evidence.
grant update (body_key, order_id, changed_at, outcome, problems, attempts, next_attempt_at)
  on store_delivery to ${applicationRole};
grant update (body_key, meeting_id, attempt, state, event, finding, found_at, journey_id, assigned_by, effect,
  attempts, next_attempt_at, applied_at) on webhook_delivery to ${applicationRole};
grant update (over_at) on patient_exam to ${applicationRole};
-- A refused file may be sent again under another name or label.
grant update (description, state, tries, asked_by, started_at, answered_at, cause) on attachment
  to ${applicationRole};
