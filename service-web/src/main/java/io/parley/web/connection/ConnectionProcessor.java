package io.parley.web.connection;

import java.time.Duration;

import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;

/**
 * Tomcat's HTTP/1.1 processor, which lets the requests that it serves know their
 * connection.
 */
final class ConnectionProcessor extends Http11Processor {

    private final Adapter connectionAdapter;

    ConnectionProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, Duration writeTimeout) {
        super(protocol, adapter);
        this.connectionAdapter = new ConnectionAdapter(adapter,
                new TomcatConnection(this::getSocketWrapper, this::isRequestBodyFullyRead), writeTimeout);
    }

    /** Asked for each request of a connection. */
    @Override
    public Adapter getAdapter() {
        return this.connectionAdapter;
    }

}
