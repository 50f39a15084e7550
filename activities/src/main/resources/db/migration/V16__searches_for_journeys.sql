-- GET /journeys: by order id in any clinic, by the caller's patient id, and page by page within one clinic.
create index journey_order_id on journey (order_id);
create index exam_order_patient on exam_order (patient_id);
create index journey_of_clinic on journey (clinic, journey_id);

-- The unique constraint (clinic, order_id, exam_id) serves its statements too.
drop index journey_order;
