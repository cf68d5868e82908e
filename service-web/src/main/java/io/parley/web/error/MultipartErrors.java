package io.parley.web.error;

import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** Uploads that are too large or not well formed. */
final class MultipartErrors implements ErrorMapping {

    private final long partHeaderLimit;

    /**
     * The mapping for a server.
     * @param partHeaderLimit most bytes of a part's headers
     */
    MultipartErrors(long partHeaderLimit) {
        this.partHeaderLimit = partHeaderLimit;
    }

    @Override
    public @Nullable Failure map(Throwable error) {
        if (!(error instanceof MultipartException)) {
            return null;
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            // Tomcat has one exception for both
            if (cause instanceof SizeException size && size.getPermittedSize() == this.partHeaderLimit) {
                return Failure.badField(null, "The headers of a part of the form have more than %d bytes, or no end."
                    .formatted(this.partHeaderLimit));
            }
            if (cause instanceof SizeException size) {
                return tooLarge(size.getPermittedSize(), size.getActualSize());
            }
            if (cause instanceof FileCountLimitExceededException count) {
                return Failure.badField(null, "The form has more than %d fields.".formatted(count.getLimit()));
            }
            if (cause instanceof ClientAbortException) {
                return Failure.callerGone();
            }
        }
        if (error instanceof MaxUploadSizeExceededException) {
            return Failure.tooLarge("The upload is larger than this server takes.");
        }
        return Failure.badField(null, "The multipart body is broken: it could not be split into its parts.");
    }

    /** The sentence for an upload above the limit. */
    static Failure tooLarge(long limit, long read) {
        return Failure.tooLarge("The upload is larger than the limit of %d bytes (%d bytes were sent or announced)."
            .formatted(limit, read));
    }

}
