-- A delivery whose Content-Encoding its body is not in: kept as it came, and nothing is read from it.
alter table webhook_delivery add column misencoded boolean not null default false;
