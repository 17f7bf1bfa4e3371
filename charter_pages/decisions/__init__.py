"""What becomes of decisions: who carries them out, by when, how far it has come. The published text is never touched."""
