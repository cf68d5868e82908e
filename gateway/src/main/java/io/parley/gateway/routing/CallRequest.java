package io.parley.gateway.routing;

import java.io.IOException;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;

/** A request whose body tells its call what flows. */
final class CallRequest extends HttpServletRequestWrapper {

    private final Call call;

    private @Nullable ServletInputStream body;

    CallRequest(HttpServletRequest request, Call call) {
        super(request);
        this.call = call;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (this.body == null) {
            this.body = new CallBody(super.getInputStream(), this.call);
        }
        return this.body;
    }

}
