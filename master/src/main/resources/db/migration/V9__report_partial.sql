-- Whether the run was about a part of the catalog only (lab-agent run --once --tags).
ALTER TABLE report ADD COLUMN partial BOOLEAN NOT NULL DEFAULT FALSE;
