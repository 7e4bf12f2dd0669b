/** The only door to the file system, and the data directory with its lock and node.json. */
@NullMarked
package io.leveret.store.disk;

import org.jspecify.annotations.NullMarked;
