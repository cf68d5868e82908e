/**
 * What architectures are written with: graphs, their weights beside them, and linear
 * layers in several precisions.
 */
@NullMarked
package io.parley.compile.graph;

import org.jspecify.annotations.NullMarked;
