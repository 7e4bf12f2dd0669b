package io.leveret.store.journal;

import io.leveret.store.disk.DiskFile;

/** A file to be renamed to a journal file; what it holds belongs to no batch of its next use. */
record Spare(String name, DiskFile file) {}
