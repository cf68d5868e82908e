package io.parley.web.error;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** What Spring and the servlet container themselves complain of. */
final class FrameworkErrors implements ErrorMapping {

    @Override
    public @Nullable Failure map(Throwable error) {
        return switch (error) {
            case FailureException known -> known.failure();
            case MissingServletRequestPartException missing -> missingField(missing.getRequestPartName());
            case MissingServletRequestParameterException missing -> missingField(missing.getParameterName());
            case TypeMismatchException mismatch -> Failure.badField(mismatch.getPropertyName(),
                    "The field '%s' cannot be read.".formatted(mismatch.getPropertyName()));
            case HttpMessageNotReadableException _ ->
                Failure.badField(null, "The request's body could not be read as what its content type says.");
            case HttpRequestMethodNotSupportedException method ->
                withHeaders(method, Failure.invalid(HttpStatus.METHOD_NOT_ALLOWED,
                        "This path does not take %s.".formatted(method.getMethod()), null, "method_not_allowed"));
            case HttpMediaTypeNotSupportedException type -> withHeaders(type,
                    Failure.invalid(HttpStatus.UNSUPPORTED_MEDIA_TYPE, refusal(type.getContentType()), null, null));
            case AsyncRequestNotUsableException _ -> Failure.callerGone();
            case CancellationException _ -> Failure.callerGone();
            // the container's words for a body in chunks that are none, and for one that
            // stalls
            case SocketTimeoutException _ -> stalled();
            case ClientAbortException gone ->
                (gone.getCause() instanceof SocketTimeoutException) ? stalled() : Failure.callerGone();
            case InvalidParameterException _ ->
                Failure.badField(null, "The request's query or form is not encoded as it should be.");
            case BadRequestException _ -> Failure.badField(null, "The request's body is not framed as it should be.");
            // the container's word for a body that ends before its length
            case EOFException _ -> Failure.callerGone();
            case ErrorResponse response -> withHeaders(response, StatusFailures.of(response.getStatusCode().value()));
            case IOException broken when broken.getCause() instanceof ClientAbortException -> Failure.callerGone();
            default -> null;
        };
    }

    private static Failure stalled() {
        return Failure.invalid(HttpStatus.REQUEST_TIMEOUT, "The request's body stopped arriving before its end.", null,
                null);
    }

    private static Failure missingField(String name) {
        return Failure.badField(name, "The field '%s' is required.".formatted(name));
    }

    private static String refusal(@Nullable MediaType type) {
        return (type != null) ? "This path does not take the content type '%s'.".formatted(type)
                : "The request needs a content type.";
    }

    private static Failure withHeaders(ErrorResponse response, Failure failure) {
        Failure answered = failure;
        for (Map.Entry<String, String> header : response.getHeaders().toSingleValueMap().entrySet()) {
            answered = answered.withHeader(header.getKey(), header.getValue());
        }
        return answered;
    }

}
