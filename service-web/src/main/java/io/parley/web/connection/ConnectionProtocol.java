package io.parley.web.connection;

import java.time.Duration;

import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.http.HttpHeaders;

/**
 * Tomcat's HTTP/1.1 protocol whose requests know their connection, and whose answers say
 * when it is not to be used again. A servlet that computes is otherwise not told that its
 * caller has gone. Made by the container, by name.
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

    /**
     * What an idle connection brings is answered while the server stops, too: Tomcat
     * would close the connection instead, and the call be lost. New connections are
     * refused all the same, by the endpoint.
     */
    @Override
    public boolean isPaused() {
        return false;
    }

    /**
     * Asked right before the head of an answer with a body is written, of which Tomcat
     * tells nothing else. A stopping server has to say that it will not answer on this
     * connection for long; the next request of a caller who trusts it would be lost.
     */
    @Override
    public boolean useCompression(Request request, Response response) {
        if (super.isPaused()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        return super.useCompression(request, response);
    }

}
