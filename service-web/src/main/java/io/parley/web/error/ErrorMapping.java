package io.parley.web.error;

import org.jspecify.annotations.Nullable;

/**
 * Knows how some exceptions are answered; the first bean in order that knows one decides.
 */
@FunctionalInterface
public interface ErrorMapping {

    /**
     * Says how an exception is answered.
     * @return null if this mapping does not know it
     */
    @Nullable Failure map(Throwable error);

}
