/**
 * How often what happens: numbers that the core counts are asked for every few seconds, and their differences are rates. Memory is fixed: so many objects, so many
 * samples of each.
 */
@NullMarked
package io.leveret.management.rate;

import org.jspecify.annotations.NullMarked;
