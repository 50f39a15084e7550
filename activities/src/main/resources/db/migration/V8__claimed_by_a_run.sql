-- Temporal's id of the run that claimed the journey last: however often it claims, it has one epoch.

alter table journey add column claimed_by text;
