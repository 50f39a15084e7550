-- Whether the event's status confirms the prescription; unknown is never confirmed.
alter table prescription add column confirmed boolean not null default false;
