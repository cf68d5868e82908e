/**
 * Text: tokenizers and what they need.
 */
@NullMarked
package io.parley.text;

import org.jspecify.annotations.NullMarked;
