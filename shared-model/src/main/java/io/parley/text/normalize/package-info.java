/**
 * Text as it is written to text as it is said: numbers, dates, money, addresses and
 * markup become words.
 */
@NullMarked
package io.parley.text.normalize;

import org.jspecify.annotations.NullMarked;
