-- How long the agent that has a command may be silent before it counts as lost; null for the usual time.
ALTER TABLE work ADD COLUMN lease_seconds INTEGER;

-- What of a session has gone through labd, in bytes of content, and up to where in the numbered frames of either side.
ALTER TABLE work ADD COLUMN bytes_in BIGINT;
ALTER TABLE work ADD COLUMN bytes_out BIGINT;
ALTER TABLE work ADD COLUMN in_to BIGINT;
ALTER TABLE work ADD COLUMN out_to BIGINT;

-- Work is removed so long after its end, and a person's sessions are listed.
CREATE INDEX work_ended ON work (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX work_by ON work (asked_by, asked_at);
