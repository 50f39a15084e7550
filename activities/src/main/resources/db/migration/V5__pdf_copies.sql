-- Our copies of the PDFs that events link to: the link dies, the copy stays.

create table pdf_copy (
  journey_id     text        not null references journey,
  digest         text        not null, -- of the event, without its link
  delivery_id    uuid        not null references webhook_delivery, -- the one that brought the link
  state          text        not null, -- WANTED, COPIED, LOST
  link           bytea,                -- erased once it is of no use
  link_dies_at   timestamptz not null, -- 24 hours after the delivery's receipt
  tries          integer     not null, -- of this link, that failed
  failure        text,                 -- of the latest try: our constant
  next_try_at    timestamptz,          -- null when no try is left
  late_at        timestamptz,          -- when it was told that half of the link's life is over
  wanted_at      timestamptz not null, -- when this link was offered
  copied_at      timestamptz,
  lost_at        timestamptz,
  content        bytea,                -- the PDF
  content_sha256 bytea,                -- SHA-256 of the PDF as it came, not of the ciphertext
  size_bytes     bigint,               -- of the PDF as it came
  primary key (journey_id, digest)
);
create index pdf_copy_next_try on pdf_copy (next_try_at) where next_try_at is not null;

grant select, insert, update on pdf_copy to ${applicationRole};
