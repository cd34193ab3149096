-- What a run said besides its resources, when it was a warning: gzip of JSON. Of an older run in which nothing happened
-- this is left besides its row.
ALTER TABLE report ADD COLUMN logs BYTEA;
