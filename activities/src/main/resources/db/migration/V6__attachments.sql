-- Files that were given to the provider for a patient exam. The files themselves are not kept.

create table attachment (
  attachment_id bigint generated always as identity primary key,
  meeting_id    text        not null,
  attempt       integer     not null,
  exam_id       integer     not null,
  journey_id    text        not null references journey,
  content_hash  bytea       not null, -- SHA-256 of the file
  name          bytea       not null,
  label         bytea,                -- what it is, in the words of the provider's exam list
  media_type    text        not null, -- told by the file's first bytes
  size          integer     not null, -- bytes
  state         text        not null, -- PREPARED, STARTED, SENT, REFUSED, UNKNOWN
  tries         integer     not null, -- calls that were begun
  asked_by      text        not null, -- who asked for the latest of them: the name of a bearer key
  prepared_at   timestamptz not null,
  started_at    timestamptz,
  answered_at   timestamptz,
  cause         text,                 -- of what is not SENT: our constant
  unique (meeting_id, attempt, exam_id, content_hash),
  foreign key (meeting_id, attempt, exam_id) references patient_exam
);
create index attachment_journey on attachment (journey_id);

grant select, insert on attachment to ${applicationRole};
grant update (state, tries, asked_by, started_at, answered_at, cause) on attachment to ${applicationRole};
