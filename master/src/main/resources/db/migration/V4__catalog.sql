-- Content-addressed and never changed; gzip of the canonical bytes.
CREATE TABLE catalog (
    sha256     TEXT        NOT NULL PRIMARY KEY,
    body       BYTEA       NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
