package io.parley.chat.upstream;

import java.io.IOException;

/** The server has failed so often that it is not asked for a while. */
final class UpstreamDownException extends IOException {

    UpstreamDownException(Throwable cause) {
        super(cause);
    }

}
