-- Who asked for personal data and why; where each journal ends.

create table access_log (
  access_id     bigint generated always as identity primary key,
  at            timestamptz not null,
  caller        text        not null, -- the name of a bearer key
  role          text        not null,
  caller_clinic text,                 -- the clinic that the key is limited to
  door          text        not null, -- ORDER_CONTENT, INVITE_LINK, DELIVERY_BODY
  outcome       text        not null, -- READ, ABSENT, DENIED
  clinic        text,                 -- whose data; null when nobody knows the delivery
  order_id      text,
  journey_id    text,
  delivery_id   uuid,
  purpose       bytea                 -- a person's words; null when a denied caller said none
);
create index access_log_order on access_log (clinic, order_id, access_id);

grant select, insert on access_log to ${applicationRole};

-- The head: a journal that lost its last entries shows, because this says where it ended.
alter table journey
  add column journal_seq  bigint not null default 0,
  add column journal_hash bytea  not null default decode(repeat('00', 32), 'hex');

update journey set journal_seq = last.seq, journal_hash = last.hash
from (
  select distinct on (journey_id) journey_id, seq, hash from journal_entry
  order by journey_id, seq desc
) last
where last.journey_id = journey.journey_id;
