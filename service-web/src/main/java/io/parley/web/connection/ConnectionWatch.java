package io.parley.web.connection;

/**
 * One watched connection. Looking and ending exclude one another, so that a connection is
 * never touched after its request was given back to the container.
 */
final class ConnectionWatch {

    private final CallerConnection connection;

    private final Runnable onHangUp;

    private boolean over;

    ConnectionWatch(CallerConnection connection, Runnable onHangUp) {
        this.connection = connection;
        this.onHangUp = onHangUp;
    }

    synchronized void look() {
        if (this.over) {
            return;
        }
        switch (this.connection.look()) {
            case GONE -> {
                this.over = true;
                this.onHangUp.run();
            }
            case PIPELINED -> this.over = true;
            case QUIET, BODY_ARRIVING -> {
            }
        }
    }

    synchronized void close() {
        this.over = true;
    }

}
