-- A command that is repeated, or a transaction whose confirmation was lost, changes nothing.

alter table incident drop column last_command;
alter table incident add column commands text[] not null default '{}'; -- the callers' ids of all tries

-- An answer of the provider that is stored again is the same refusal.
create unique index provider_refusal_once on provider_refusal (journey_id, call, refused_at);
drop index provider_refusal_journey;
