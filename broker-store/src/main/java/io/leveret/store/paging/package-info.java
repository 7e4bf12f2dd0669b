/** Messages that no journal keeps, on the disk as long as memory is short. Nothing of it outlives a restart. */
@NullMarked
package io.leveret.store.paging;

import org.jspecify.annotations.NullMarked;
