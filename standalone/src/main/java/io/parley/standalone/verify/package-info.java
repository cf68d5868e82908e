/**
 * How well a model does its jobs: transcripts, spoken sentences and labels, counted.
 */
@NullMarked
package io.parley.standalone.verify;

import org.jspecify.annotations.NullMarked;
