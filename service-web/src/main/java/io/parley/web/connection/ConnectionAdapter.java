package io.parley.web.connection;

import java.time.Duration;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Puts a connection into the attributes of each request that it brings, and limits how
 * long its caller may leave an answer unread.
 */
final class ConnectionAdapter implements Adapter {

    private final Adapter adapter;

    private final CallerConnection connection;

    private final Duration writeTimeout;

    ConnectionAdapter(Adapter adapter, CallerConnection connection, Duration writeTimeout) {
        this.adapter = adapter;
        this.connection = connection;
        this.writeTimeout = writeTimeout;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        request.setAttribute(CallerConnection.ATTRIBUTE, this.connection);
        this.connection.limitWrites(this.writeTimeout);
        this.adapter.service(request, response);
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return this.adapter.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
        return this.adapter.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long time) {
        this.adapter.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        this.adapter.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return this.adapter.getDomain();
    }

}
