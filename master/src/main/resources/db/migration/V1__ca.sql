-- The authority's own certificates; private keys only as AES-256-GCM ciphertext.
CREATE TABLE authority (
    kind          TEXT        NOT NULL PRIMARY KEY,
    certificate   BYTEA       NOT NULL,
    encrypted_key TEXT        NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL
);

-- Every certificate that was to be issued; der is null when labd stopped between intent and signature.
CREATE TABLE certificate (
    serial     TEXT        NOT NULL PRIMARY KEY,
    identity   TEXT        NOT NULL,
    profile    TEXT        NOT NULL,
    not_before TIMESTAMPTZ NOT NULL,
    not_after  TIMESTAMPTZ NOT NULL,
    intended_at TIMESTAMPTZ NOT NULL,
    der        BYTEA,
    revoked_at TIMESTAMPTZ
);
CREATE INDEX certificate_identity ON certificate (identity);
