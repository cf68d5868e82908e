/**
 * What an operator can set.
 */
@NullMarked
package io.parley.classification.config;

import org.jspecify.annotations.NullMarked;
