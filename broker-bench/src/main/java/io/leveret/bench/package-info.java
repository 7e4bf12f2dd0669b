/**
 * JMH benchmarks of single steps on a message's way, and of its way through the core. They measure on one thread (the journal's runs beside it),
 * so they say what a step costs, not what a broker carries.
 */
@NullMarked
package io.leveret.bench;

import org.jspecify.annotations.NullMarked;
