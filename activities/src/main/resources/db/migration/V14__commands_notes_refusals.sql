-- Which command an id stands for; notes that an audit file can prove; what the provider said when it refused.

create table given_command (
  subject    text        not null, -- what it was given to: journey:…, order:…, incident:…, alarm:…, delivery:…
  command_id text        not null, -- the caller's
  content    bytea       not null, -- kind, particulars and reason, as first given
  given_by   text        not null, -- the name of a bearer key
  given_at   timestamptz not null,
  primary key (subject, command_id)
);

-- SHA-256 of the note's salt and words: who has both can check them without a key.
alter table journal_entry add column note_digest bytea;

create table provider_refusal (
  refusal_id bigint generated always as identity primary key,
  journey_id text        not null references journey,
  call       text        not null, -- exam_invite, exam_invite_resend, exam_invite_cancel
  refused_at timestamptz not null,
  text       bytea       not null  -- HTTP status and the provider's words; may name a patient
);
create index provider_refusal_journey on provider_refusal (journey_id);

grant select, insert on given_command, provider_refusal to ${applicationRole};
-- A file that was refused may be sent again under another name or type.
grant update (name, label) on attachment to ${applicationRole};
