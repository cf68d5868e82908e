package io.parley.gateway.access;

import io.parley.web.error.Failure;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** How callers are turned away who do not show that they may come in. */
final class Refusals {

    private static final String CODE = "invalid_api_key";

    private Refusals() {
    }

    static Failure missing() {
        return refusal("This server asks for an API key: send it in the header 'Authorization: Bearer KEY'.", "Bearer");
    }

    /** The same whatever is wrong with it, so that nobody learns from it. */
    static Failure wrong() {
        return refusal("The API key is not one that works here: it is wrong, revoked or expired.",
                "Bearer error=\"invalid_token\"");
    }

    private static Failure refusal(String message, String challenge) {
        return Failure.invalid(HttpStatus.UNAUTHORIZED, message, null, CODE)
            .withHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }

}
