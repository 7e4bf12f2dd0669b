/**
 * What every request goes through: who asks and what it may see ({@link io.leveret.management.http.Login}), which endpoint answers
 * ({@link io.leveret.management.http.Api}), pages of lists, and the form of answers and errors.
 */
@NullMarked
package io.leveret.management.http;

import org.jspecify.annotations.NullMarked;
