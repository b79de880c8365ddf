package io.lamplighter.interactions.runs;

/** Told within this replica after runs were put back to be tried again. */
record RetriesWaiting() {}
