package io.parley.standalone;

/**
 * A service would listen to the network and take anybody's calls; the message is for the
 * operator.
 */
public final class UnprotectedServiceException extends RuntimeException {

    UnprotectedServiceException(String address) {
        super("A service does not listen on %s without a secret by which it knows its gateway: set parley.identity.secret (PARLEY_IDENTITY_SECRET), 32 bytes or more and the same in all of them, or listen on 127.0.0.1."
            .formatted(address));
    }

}
