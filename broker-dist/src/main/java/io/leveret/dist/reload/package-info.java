/**
 * What may be changed while the broker runs: the settings are read again, compared with those in force, and what can be exchanged is. Everything is checked before
 * anything is changed. Owner: whoever asks, one at a time.
 */
@NullMarked
package io.leveret.dist.reload;

import org.jspecify.annotations.NullMarked;
