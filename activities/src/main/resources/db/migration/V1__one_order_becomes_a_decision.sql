-- The record: orders, journeys, invites, webhook deliveries, outbox, alarms.
-- Columns of type bytea hold AES-GCM ciphertext (see Encryption), except hashes, which say so.

create table exam_order (
  clinic      text        not null,
  order_id    text        not null,
  patient_id  text        not null,
  content     bytea       not null, -- the order as posted, personal data included
  received_at timestamptz not null,
  primary key (clinic, order_id)
);

create table meeting (
  meeting_id text primary key, -- the journey id of the leader
  clinic     text not null,
  order_id   text not null,
  foreign key (clinic, order_id) references exam_order
);

create table journey (
  journey_id    text primary key, -- also the workflow id
  clinic        text        not null,
  order_id      text        not null,
  exam_id       integer     not null,
  meeting_id    text        not null references meeting,
  open          boolean     not null,
  stage         text        not null,
  invite        text        not null,
  handover      text        not null,
  decision      text        not null,
  fulfilment    text        not null,
  holds         text[]      not null,
  next_due_at   timestamptz,
  snapshot      jsonb       not null, -- JourneyState: ids and decisions only
  epoch         bigint      not null, -- raised by each run that claims the journey
  revision      bigint      not null,
  record_digest text        not null, -- of what made the latest revision
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  unique (clinic, order_id, exam_id),
  foreign key (clinic, order_id) references exam_order
);
create index journey_meeting on journey (meeting_id);
create index journey_open on journey (clinic, stage) where open;

create table journal_entry (
  journey_id text        not null references journey,
  seq        bigint      not null,
  epoch      bigint      not null,
  revision   bigint      not null,
  kind       text        not null,
  at         timestamptz not null,
  actor      text        not null,
  detail     text        not null, -- canonical JSON: ids, enums and digests
  note       bytea,                -- a person's words
  prev_hash  bytea       not null, -- SHA-256 of the entry before; 32 zero bytes at the first
  hash       bytea       not null, -- SHA-256 over all of the above (see JournalChain)
  primary key (journey_id, seq)
);

create table invite_attempt (
  meeting_id   text        not null references meeting,
  number       integer     not null,
  state        text        not null, -- PREPARED, STARTED, SENT, REFUSED, UNKNOWN
  token_hash   bytea       not null unique, -- SHA-256 of the webhook token
  token        bytea,                -- erased after the answer
  tries        integer     not null, -- calls that surely did not reach the provider
  prepared_at  timestamptz not null,
  started_at   timestamptz,
  answered_at  timestamptz,
  meeting_uuid bytea,                -- the link is made of it
  meeting_url  bytea,
  refusal      text,
  field        text,
  cause        text,                 -- of an unknown or repeated try: our constant
  primary key (meeting_id, number)
);

create table patient_exam (
  meeting_id      text        not null,
  attempt         integer     not null,
  exam_id         integer     not null,
  journey_id      text        not null references journey,
  patient_exam_id text        not null,
  bound_at        timestamptz not null,
  primary key (meeting_id, attempt, exam_id),
  foreign key (meeting_id, attempt) references invite_attempt
);
create index patient_exam_id on patient_exam (patient_exam_id);

create table webhook_delivery (
  delivery_id     uuid primary key,
  meeting_id      text        not null,
  attempt         integer     not null,
  received_at     timestamptz not null,
  body            bytea       not null, -- raw bytes as they came
  truncated       boolean     not null, -- larger than we take: only its beginning is kept
  state           text        not null, -- RECEIVED, SIGNALLED, APPLIED, NEEDS_REVIEW, KEPT, LATE
  journey_id      text references journey,
  effect          text,
  attempts        integer     not null,
  next_attempt_at timestamptz,          -- when a relay may take it (again); a claim moves it
  signalled_at    timestamptz,
  applied_at      timestamptz,
  foreign key (meeting_id, attempt) references invite_attempt
);
create index webhook_delivery_due on webhook_delivery (next_attempt_at) where next_attempt_at is not null;
create index webhook_delivery_journey on webhook_delivery (journey_id);

create table quarantined_delivery (
  delivery_id uuid primary key,
  source_hash bytea       not null, -- SHA-256 of the sender's address
  received_at timestamptz not null,
  body        bytea       not null
);
create index quarantined_delivery_source on quarantined_delivery (source_hash, received_at);

create table consultation (
  delivery_id uuid primary key references webhook_delivery,
  journey_id  text        not null references journey,
  attempt     integer     not null,
  exam_status text        not null,
  detail      bytea       not null, -- the provider's texts
  received_at timestamptz not null
);
create index consultation_journey on consultation (journey_id);

create table outbox (
  id              bigint generated always as identity primary key,
  kind            text        not null, -- START, INVITE_ANSWER
  journey_id      text        not null references journey,
  payload         jsonb       not null, -- ids and enums only
  created_at      timestamptz not null,
  attempts        integer     not null,
  next_attempt_at timestamptz,          -- when a relay may take it (again); null when done
  done_at         timestamptz
);
create index outbox_due on outbox (next_attempt_at) where next_attempt_at is not null;
create index outbox_journey on outbox (journey_id);

create table alarm (
  alarm_id        bigint generated always as identity primary key,
  kind            text        not null,
  journey_id      text references journey,
  subject         text        not null,
  since           timestamptz not null,
  acknowledged_by text,
  acknowledged_at timestamptz
);
create unique index alarm_open on alarm (kind, journey_id, subject) where acknowledged_at is null;

-- The application may read and write, but never rewrite what happened.
grant usage on schema public to ${applicationRole};
grant select, insert, update on meeting, journey, invite_attempt, webhook_delivery, outbox, alarm
  to ${applicationRole};
grant select, insert on exam_order, patient_exam, journal_entry, consultation, quarantined_delivery
  to ${applicationRole};
