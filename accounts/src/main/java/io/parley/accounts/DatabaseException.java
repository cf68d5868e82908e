package io.parley.accounts;

/** The database cannot be used; the message is one sentence for the operator. */
public final class DatabaseException extends RuntimeException {

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

}
