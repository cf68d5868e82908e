/**
 * Every failure as the error object that OpenAI's clients understand.
 */
@NullMarked
package io.parley.web.error;

import org.jspecify.annotations.NullMarked;
