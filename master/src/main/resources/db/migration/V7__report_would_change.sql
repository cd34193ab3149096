-- How many resources a no-op run would have changed; null for what was reported before this column came.
ALTER TABLE report ADD COLUMN would_change BIGINT;
ALTER TABLE server ADD COLUMN run_would_change BIGINT;
