package io.parley.web.request;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;

/** A request whose id header says the id that it was given, so that it is passed on. */
final class IdentifiedRequest extends HttpServletRequestWrapper {

    private final String id;

    IdentifiedRequest(HttpServletRequest request, String id) {
        super(request);
        this.id = id;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return RequestId.HEADER.equalsIgnoreCase(name) ? this.id : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return RequestId.HEADER.equalsIgnoreCase(name) ? Collections.enumeration(List.of(this.id))
                : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Set<String> names = new LinkedHashSet<>(Collections.list(super.getHeaderNames()));
        names.removeIf(RequestId.HEADER::equalsIgnoreCase);
        names.add(RequestId.HEADER);
        return Collections.enumeration(names);
    }

}
