package io.labctl.master.identity;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.process.Inflector;

/** Gives every route its filter, which knows from the start to whom the route is open. */
public final class CallerFilters implements DynamicFeature {
    private final CertificateCallers callers;

    public CallerFilters(CertificateCallers callers) {
        this.callers = callers;
    }

    @Override
    public void configure(ResourceInfo route, FeatureContext context) {
        if (isJerseysOwn(route.getResourceClass())) {
            return; // its answer to OPTIONS, which tells no more than a 405 tells anyone
        }
        Allows allows = route.getResourceMethod().getAnnotation(Allows.class);
        context.register(new CallerFilter(callers, allows));
    }

    private static boolean isJerseysOwn(Class<?> endpoint) {
        return Inflector.class.isAssignableFrom(endpoint)
                && endpoint.getPackageName().startsWith("org.glassfish.jersey.");
    }
}
