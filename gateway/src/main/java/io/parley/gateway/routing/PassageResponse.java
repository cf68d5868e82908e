package io.parley.gateway.routing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import io.parley.web.error.ApiError;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service's answer on its way to the caller. Where it breaks off in the middle of
 * events, the last event says why: the status has been sent by then.
 */
final class PassageResponse implements ServerResponse {

    private final ServerResponse answer;

    private final Function<Exception, Failure> explanation;

    PassageResponse(ServerResponse answer, Function<Exception, Failure> explanation) {
        this.answer = answer;
        this.explanation = explanation;
    }

    @Override
    public HttpStatusCode statusCode() {
        return this.answer.statusCode();
    }

    @Override
    public HttpHeaders headers() {
        return this.answer.headers();
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return this.answer.cookies();
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
            throws ServletException, IOException {
        try {
            return this.answer.writeTo(request, response, context);
        }
        catch (ClientAbortException gone) {
            // nobody reads on
            throw gone;
        }
        catch (IOException | RuntimeException ex) {
            Failure failure = this.explanation.apply(ex);
            if (!response.isCommitted() || !isEvents(response) || failure.status().equals(Failure.CALLER_GONE)) {
                throw new FailureException(failure);
            }
            String event = JsonMapper.shared().writeValueAsString(new ApiError.Envelope(failure.error()));
            // the first line end closes an event that broke off itself
            response.getOutputStream().write(("\n\ndata: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
            return null;
        }
    }

    private static boolean isEvents(HttpServletResponse response) {
        String type = response.getContentType();
        return type != null && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

}
