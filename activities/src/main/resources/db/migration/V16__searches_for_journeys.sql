-- GET /journeys by order id in any clinic, and by the caller's patient id.
create index journey_order_id on journey (order_id);
create index exam_order_patient on exam_order (patient_id);
