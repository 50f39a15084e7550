-- Metrics count these tables again and again, and both only grow: see RecordCountDao.

create index webhook_delivery_state on webhook_delivery (state);
create index obligation_status on obligation (status, kind);
