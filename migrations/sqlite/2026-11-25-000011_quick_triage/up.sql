-- whether a case opens with the first question of its decision in hand, for whoever works with the keyboard alone
ALTER TABLE staff ADD COLUMN quick_triage BOOLEAN NOT NULL DEFAULT FALSE;
