package io.parley.web.connection;

import java.time.Duration;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat's HTTP/1.1 protocol whose requests know their connection. A servlet that
 * computes is otherwise not told that its caller has gone. Made by the container, by
 * name.
 */
public final class ConnectionProtocol extends Http11NioProtocol {

    /** None until it is set. */
    private volatile Duration writeTimeout = Duration.ZERO;

    /** Sets how long a caller may read nothing of an answer. */
    void setWriteTimeout(Duration timeout) {
        this.writeTimeout = timeout;
    }

    @Override
    protected Processor createProcessor() {
        return new ConnectionProcessor(this, getAdapter(), this.writeTimeout);
    }

}
