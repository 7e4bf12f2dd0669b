/**
 * The settings of the broker: {@link io.leveret.dist.settings.Settings#load} puts the command line over the environment
 * over the file over {@code reference.conf}, reads each key once and reports everything that is wrong at once. All
 * results are immutable values; what gathers them belongs to the thread that starts the broker and is gone after it.
 */
@NullMarked
package io.leveret.dist.settings;

import org.jspecify.annotations.NullMarked;
