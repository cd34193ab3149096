package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.glassfish.jersey.message.internal.HeaderValueException;

/**
 * Says which header could not be read. Jersey refuses such a request while it looks for the
 * endpoint, without a word and past {@link ProblemMapper}.
 */
final class UnreadableHeader implements ContainerResponseFilter {
    private static final MediaType PROBLEM = MediaType.valueOf(Problem.MEDIA_TYPE);

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatusInfo() == Response.Status.BAD_REQUEST && !response.hasEntity()) {
            unreadable(request).ifPresent(header -> say(header, response));
        }
    }

    private static Optional<String> unreadable(ContainerRequestContext request) {
        if (!isReadable(request::getMediaType)) {
            return Optional.of(HttpHeaders.CONTENT_TYPE);
        }
        return isReadable(request::getAcceptableMediaTypes)
                ? Optional.empty()
                : Optional.of(HttpHeaders.ACCEPT);
    }

    private static void say(String header, ContainerResponseContext response) {
        Response.StatusType status = response.getStatusInfo();
        response.setEntity(
                Problem.of(
                        Problem.INVALID_INPUT,
                        status.getReasonPhrase(),
                        status.getStatusCode(),
                        "the header '%s' is not readable; give a media type such as application/json"
                                .formatted(header)),
                new Annotation[0],
                PROBLEM);
    }

    private static boolean isReadable(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (HeaderValueException e) {
            return false;
        }
    }
}
