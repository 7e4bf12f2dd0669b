/** Messages that wait: looked at without disturbing them, chosen ones deleted or moved, those that delayed exchanges hold back listed and cancelled. */
@NullMarked
package io.leveret.management.message;

import org.jspecify.annotations.NullMarked;
