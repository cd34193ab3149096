-- Of the join token that it joined with; null for what joined before this column came.
ALTER TABLE server ADD COLUMN token_id TEXT;
