-- Incidents, resends, cancellations, clearances, obligations; deliveries that a person can place.

-- Which rows changed since a reader last looked: the transaction that changed them. See JourneyDao.findChanged.
alter table journey add column changed_in xid8 not null default pg_current_xact_id();
alter table journey add column cancel_requested boolean not null default false;
create index journey_changed on journey (changed_in, journey_id);
create index journey_due on journey (next_due_at) where open;
create index journey_holds on journey using gin (holds) where open;

alter table invite_attempt add column exam_ids integer[];     -- of the exams it was started with; null: all of the meeting
alter table patient_exam add column over_at timestamptz;      -- nothing is expected of it any more: replaced or cancelled

create table invite_resend (
  meeting_id      text        not null,
  attempt         integer     not null,
  intent          text        not null, -- REMINDER:1, NO_DECISION:5101, COMMAND:<id>
  journey_id      text        not null references journey,
  state           text        not null, -- PREPARED, STARTED, SENT, REFUSED, UNKNOWN
  prepared_at     timestamptz not null,
  started_at      timestamptz,
  answered_at     timestamptz,
  cause           text,                 -- of what is not SENT: our constant
  primary key (meeting_id, attempt, intent),
  foreign key (meeting_id, attempt) references invite_attempt
);

create table incident (
  incident_id      bigint generated always as identity primary key,
  clinic           text        not null,
  cause            text        not null, -- the hold reason that it gives its journeys
  patient_state    text        not null, -- empty: all states
  status           text        not null, -- OPEN, PROBING, RESOLVED
  opened_at        timestamptz not null,
  rounds           integer     not null, -- how often it was tried to be resolved
  probe_journey_id text references journey,
  last_command     text,                 -- the caller's id of the latest try
  resolution       bytea,                -- why the cause is thought to be gone, in a person's words
  resolved_at      timestamptz,
  resolved_by      text
);
create unique index incident_open on incident (clinic, cause, patient_state) where status <> 'RESOLVED';
create index incident_probe on incident (probe_journey_id) where status = 'PROBING';

create table incident_journey (
  incident_id bigint      not null references incident,
  journey_id  text        not null references journey,
  joined_at   timestamptz not null,
  probed_in   integer     not null, -- the latest round that this journey went first in; 0: none
  primary key (incident_id, journey_id)
);
create index incident_journey_journey on incident_journey (journey_id);

create table clearance (
  journey_id   text primary key references journey,
  clinic       text        not null,
  patient_id   text        not null,
  exam_id      integer     not null,
  approved_at  timestamptz not null,
  valid_until  timestamptz not null,
  withdrawn_at timestamptz           -- the approval did not stand
);
create index clearance_patient on clearance (clinic, patient_id);

create table obligation (
  journey_id text        not null references journey,
  kind       text        not null,
  owner      text        not null,
  basis_at   timestamptz not null,
  due_at     timestamptz not null,
  overdue_at timestamptz not null, -- due and grace
  status     text        not null, -- OPEN, OVERDUE, MET, DROPPED
  ended_at   timestamptz,
  evidence   text,                 -- the revision that ended it
  primary key (journey_id, kind)
);
create index obligation_open on obligation (overdue_at) where status = 'OPEN';

alter table webhook_delivery add column event       integer; -- 1, 2, 3; 0: another; null: not read yet, or unreadable
alter table webhook_delivery add column finding     text;    -- why it is where it is: our constant
alter table webhook_delivery add column body_size   bigint;  -- bytes as sent; of a truncated body as its sender announced it
alter table webhook_delivery add column assigned_by text;    -- who said to which journey it belongs
create index webhook_delivery_received on webhook_delivery (received_at, delivery_id);

alter table quarantined_delivery add column assigned_to uuid references webhook_delivery;

alter table alarm add column acknowledgement bytea; -- a person's words
create unique index alarm_open_without_journey on alarm (kind, subject)
  where acknowledged_at is null and journey_id is null;

grant select, insert, update on invite_resend, incident, incident_journey, clearance, obligation
  to ${applicationRole};
grant update (assigned_to) on quarantined_delivery to ${applicationRole};
grant update (over_at) on patient_exam to ${applicationRole};
