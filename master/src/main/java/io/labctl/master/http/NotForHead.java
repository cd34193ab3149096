package io.labctl.master.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Refuses a HEAD where the answer comes later: what is handed out there goes to nobody else, and a
 * HEAD would not get it either.
 */
final class NotForHead implements DynamicFeature {
    /** The request's property that says so: Jersey itself sees a GET. */
    static final String IS_HEAD = "io.labctl.head";

    @Override
    public void configure(ResourceInfo route, FeatureContext context) {
        if (LongAnswer.class.isAssignableFrom(route.getResourceMethod().getReturnType())) {
            context.register(new Refused());
        }
    }

    @Priority(Priorities.USER)
    private static final class Refused implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            if (request.getProperty(IS_HEAD) != null) {
                throw new NotAllowedException(HttpMethod.GET);
            }
        }
    }
}
