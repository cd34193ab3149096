-- What the terminals of sessions show, encrypted by labd. A session takes its recording along.
CREATE TABLE recording (
    session  UUID    NOT NULL PRIMARY KEY REFERENCES work (id) ON DELETE CASCADE,
    -- Whoever takes a session over writes as another one, and the one before it writes no more.
    writer   UUID    NOT NULL,
    complete BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX recording_without_end ON recording (session) WHERE NOT complete;

CREATE TABLE recording_piece (
    session UUID    NOT NULL REFERENCES recording (session) ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    content BYTEA   NOT NULL,
    PRIMARY KEY (session, number)
);
