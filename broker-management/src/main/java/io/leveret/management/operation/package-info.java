/** What an operator asks of the broker itself: its audit, its log, its backups, its settings. What answers is not management's, so there are interfaces here for it. */
@NullMarked
package io.leveret.management.operation;

import org.jspecify.annotations.NullMarked;
