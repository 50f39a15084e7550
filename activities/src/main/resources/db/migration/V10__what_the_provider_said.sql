-- The words of an event 2 are kept too, and it may say nothing of the exam.
alter table consultation alter column exam_status drop not null;
