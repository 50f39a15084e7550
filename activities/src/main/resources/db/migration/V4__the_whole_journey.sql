-- Prescriptions, shipments, follow-ups, corrected contacts.

create table prescription (
  delivery_id     uuid        not null references webhook_delivery,
  position        integer     not null, -- within its delivery, from 1
  journey_id      text        not null references journey,
  prescription_id text,                 -- the provider's; null when it named none
  controlled      boolean     not null, -- a controlled substance: fewer people may read it
  detail          bytea       not null, -- medicine, quantity, directions, pharmacy
  received_at     timestamptz not null,
  primary key (delivery_id, position)
);
create index prescription_journey on prescription (journey_id);

create table shipment (
  delivery_id     uuid        not null references webhook_delivery,
  position        integer     not null, -- within its delivery, from 1
  journey_id      text        not null references journey,
  prescription_id text,                 -- the provider's; null when it named none
  tracked         boolean     not null, -- whether it has a tracking number
  detail          bytea       not null, -- tracking number, carrier, pharmacy
  received_at     timestamptz not null,
  primary key (delivery_id, position)
);
create index shipment_journey on shipment (journey_id);

-- What an obligation of kind FOLLOW_UP has beside basis, due and status.
create table follow_up (
  journey_id           text primary key references journey, -- of the visit
  follow_up_journey_id text references journey,             -- null: the provider owes it
  exam_id              integer     not null,                -- of the follow-up
  basis                text        not null,                -- CONSULTATION, PRESCRIPTION, BY_HAND
  zone                 text        not null,                -- whose calendar counted the days
  created_at           timestamptz not null,
  confirmed_at         timestamptz,                         -- a prescription was confirmed
  disproved_at         timestamptz,                         -- the visit was rejected, nothing prescribed
  ended_by             text,
  waived_by            text,                                -- the office in which it was decided
  waiver               bytea,                               -- why, in a person's words
  unique (follow_up_journey_id)
);

-- A follow-up is a journey of the same order, and two may be for the same exam.
alter table journey drop constraint journey_clinic_order_id_exam_id_key;
create index journey_order on journey (clinic, order_id);

create table order_correction (
  clinic       text        not null,
  order_id     text        not null,
  number       integer     not null,
  command_id   text        not null,
  content      bytea       not null, -- the patient as corrected
  corrected_at timestamptz not null,
  corrected_by text        not null,
  primary key (clinic, order_id, number),
  unique (clinic, order_id, command_id),
  foreign key (clinic, order_id) references exam_order
);

-- Events 2 and 3 that were only kept are handed to their journeys now.
update webhook_delivery
set state = 'RECEIVED', finding = null, attempts = 0, next_attempt_at = received_at
where state = 'KEPT' and finding = 'NOT_FOLLOWED_YET';

grant select, insert on prescription, shipment, order_correction to ${applicationRole};
grant select, insert, update on follow_up to ${applicationRole};
