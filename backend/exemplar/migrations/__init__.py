"""The history of the tables: one line, one idea each, never edited once landed."""
