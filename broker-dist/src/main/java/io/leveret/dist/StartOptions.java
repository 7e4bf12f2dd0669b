package io.leveret.dist;

/** What the command line asks of this one start, and no setting can say. */
record StartOptions(boolean recoverTruncate) {}
