package io.parley.web.connection;

import java.time.Duration;

/** The connection that the request being served came on. */
interface CallerConnection {

    /** The request attribute that holds it while the request is served. */
    String ATTRIBUTE = CallerConnection.class.getName();

    /** What a look at the connection finds. */
    enum State {

        /** The request's own body is still arriving: its reader will notice an end. */
        BODY_ARRIVING,

        /** Nothing arrives and nothing has ended. */
        QUIET,

        /**
         * The next request has arrived early, so whether the caller stays can't be seen.
         */
        PIPELINED,

        /** The caller has closed the connection, or it broke. */
        GONE

    }

    /**
     * Looks at the connection without waiting and without taking anything from it. Not to
     * be called once the request has been served, nor while another thread reads its
     * body.
     */
    State look();

    /**
     * Has a write fail when the caller has read nothing for so long, and closes the
     * connection by that. For all that follows on it.
     */
    void limitWrites(Duration timeout);

}
