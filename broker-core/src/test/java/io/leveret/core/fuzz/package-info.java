/**
 * What fuzz targets of all modules share. A target is a class with a method {@code fuzzerTestOneInput(byte[])}, as Jazzer calls it; its corpus is the folder
 * {@code src/test/resources/fuzz/NAME} of its module, where the name begins behind {@code io.leveret}.
 */
package io.leveret.core.fuzz;
