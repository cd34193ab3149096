-- Of a server's runs, those whose bodies the next uneventful one may take away: one, as a rule.
CREATE INDEX report_uneventful ON report (server) WHERE outcome = 'unchanged' AND NOT partial AND body IS NOT NULL;
