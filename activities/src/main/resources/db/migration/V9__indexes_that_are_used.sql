-- No statement read it, and every record of a journey wrote it.
drop index journey_holds;

-- The reconciler: open journeys by id, and what waits for one of them. Closed journeys and what is done only grow.
create index journey_open_by_id on journey (journey_id) where open;
create index outbox_waiting on outbox (journey_id) where done_at is null;

-- The quarantine: its bound of a day, its list, and the count of what nobody has placed.
create index quarantined_delivery_received on quarantined_delivery (received_at, delivery_id) include (assigned_to);
