package io.parley.standalone;

/** Somebody else listens on the port; the message is one sentence for the operator. */
public final class PortTakenException extends RuntimeException {

    PortTakenException(int port, Throwable cause) {
        super("Port %d is taken by another program; stop that one or choose another port.".formatted(port), cause);
    }

}
