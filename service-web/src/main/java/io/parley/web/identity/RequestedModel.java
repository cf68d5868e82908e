package io.parley.web.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The model that the running request asks for. Asked where names become models, so that
 * no endpoint can forget to.
 */
public final class RequestedModel {

    private static final String ATTRIBUTE = RequestedModel.class.getName();

    private RequestedModel() {
    }

    /**
     * Checks that whoever the running request is from may use a model, and notes it.
     * Outside of a request everything may be used.
     * @param name by which it was asked for
     * @param id that the name stands for
     * @throws io.parley.web.error.FailureException if it may not be used: 403
     */
    public static void require(String name, String id) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            Identity identity = Identity.of(request);
            if (identity != null) {
                identity.requireModel(name, id);
            }
            request.setAttribute(ATTRIBUTE, id);
        }
    }

    /** The id of the last model that a request asked for; null before it did. */
    public static @Nullable String of(HttpServletRequest request) {
        return (request.getAttribute(ATTRIBUTE) instanceof String id) ? id : null;
    }

}
