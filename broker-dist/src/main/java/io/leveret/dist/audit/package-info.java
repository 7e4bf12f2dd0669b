/**
 * Who changed what, or was refused: written as lines of JSON to files beside the journal by a thread of its own, and read back newest first.
 */
@NullMarked
package io.leveret.dist.audit;

import org.jspecify.annotations.NullMarked;
