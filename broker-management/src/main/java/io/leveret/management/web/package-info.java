/**
 * The management page: static files that lie beside this package as resources, and speak the HTTP API as anyone else does.
 */
@NullMarked
package io.leveret.management.web;

import org.jspecify.annotations.NullMarked;
