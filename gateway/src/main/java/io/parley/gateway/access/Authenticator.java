package io.parley.gateway.access;

import java.util.Optional;

/** Knows callers by one kind of thing that they show. */
interface Authenticator {

    /** Whether a text is meant to be of this kind. */
    boolean isMeant(String credential);

    /** Who shows it; none if it is not good. */
    Optional<Caller> authenticate(String credential);

}
