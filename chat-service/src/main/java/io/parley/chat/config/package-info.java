/**
 * What an operator can set.
 */
@NullMarked
package io.parley.chat.config;

import org.jspecify.annotations.NullMarked;
