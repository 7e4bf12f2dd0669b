/**
 * The bridge between management's thread and the owners of what it manages: questions become futures that are answered on management's thread.
 */
@NullMarked
package io.leveret.management.broker;

import org.jspecify.annotations.NullMarked;
