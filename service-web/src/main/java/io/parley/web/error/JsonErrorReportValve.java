package io.parley.web.error;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;

import io.parley.web.request.RequestId;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what the container refuses before any servlet is asked, where its own valve
 * would write a page of HTML, and breaks the connection of an answer that broke off. The
 * container makes it by name, so it takes no arguments.
 */
public final class JsonErrorReportValve extends ErrorReportValve {

    /**
     * The request attribute that says that an answer which has begun will not be whole.
     */
    static final String BROKEN_OFF = JsonErrorReportValve.class.getName() + ".brokenOff";

    private final JsonMapper json = new JsonMapper();

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        identify(request, response);
        if (response.isError()) {
            // TRACE was refused with the methods of the one servlet, not of the path
            response.getCoyoteResponse().getMimeHeaders().removeHeader(HttpHeaders.ALLOW);
            if (response.getStatus() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
                // a method, version or encoding that nobody sends: the caller's fault,
                // not the server's
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            }
        }
        super.invoke(request, response);
        if (request.getAttribute(BROKEN_OFF) != null) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable error) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        identify(request, response);
        Failure failure = StatusFailures.of(status);
        byte[] body = this.json.writeValueAsString(new ApiError.Envelope(failure.error()))
            .getBytes(StandardCharsets.UTF_8);
        try {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            failure.headers().forEach(response::setHeader);
            response.getOutputStream().write(body);
            response.finishResponse();
        }
        catch (IOException _) {
            // the caller has gone: there is nobody to tell
        }
    }

    /** For what the container refuses before the filter that gives ids. */
    private static void identify(Request request, Response response) {
        if (response.getHeader(RequestId.HEADER) == null) {
            response.setHeader(RequestId.HEADER, RequestId.of(request.getHeader(RequestId.HEADER)));
        }
    }

}
