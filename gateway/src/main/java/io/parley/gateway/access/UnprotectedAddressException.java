package io.parley.gateway.access;

/**
 * The gateway would listen to the network and ask nobody who they are; the message is for
 * the operator.
 */
public final class UnprotectedAddressException extends RuntimeException {

    UnprotectedAddressException(String address) {
        super("Parley does not listen on %s without asking who calls: make a key with 'parley keys create NAME' and start with '--keys' (parley.gateway.authentication.keys=true), or name an OpenID Connect issuer (parley.gateway.authentication.issuer), or listen on 127.0.0.1."
            .formatted(address));
    }

}
